//! Which backups stay: all of the last days, one a day for some weeks, one a month for some months.
//! The newest never goes.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime};

/// The rule of the setting `backup.keep`: `7d 5w 24m`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rule {
    days: u64,
    weeks: u64,
    months: u32,
}

impl Rule {
    /// Reads the rule.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split([' ', ',']).filter(|part| !part.is_empty()).collect();
        let [days, weeks, months] = parts[..] else {
            return None;
        };
        let number = |part: &str, unit: char| part.strip_suffix(unit)?.parse::<u32>().ok().filter(|number| *number <= 1_200);
        Some(Self { days: number(days, 'd')?.into(), weeks: number(weeks, 'w')?.into(), months: number(months, 'm')? })
    }

    /// Those that may go, of all that are there, by the time at which they were made.
    pub(super) fn spare<T: Clone + Ord>(self, today: NaiveDate, all: &[(NaiveDateTime, T)]) -> Vec<T> {
        let mut sorted: Vec<&(NaiveDateTime, T)> = all.iter().collect();
        sorted.sort_by(|a, b| b.cmp(a));
        let all_since = today.checked_sub_days(Days::new(self.days));
        let daily_since = today.checked_sub_days(Days::new(self.weeks * 7));
        let monthly_since = today.checked_sub_months(Months::new(self.months));
        let (mut days, mut months) = (BTreeSet::new(), BTreeSet::new());
        let mut spare = Vec::new();
        for (place, (made, name)) in sorted.into_iter().enumerate() {
            let date = made.date();
            // The newest of its day and of its month, because we come from the newest.
            let first_of_day = days.insert(date);
            let first_of_month = months.insert((date.year(), date.month()));
            let within = |since: Option<NaiveDate>| since.is_none_or(|since| date > since);
            let stays =
                place == 0 || within(all_since) || (first_of_day && within(daily_since)) || (first_of_month && within(monthly_since));
            if !stays {
                spare.push(name.clone());
            }
        }
        spare
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a time")
    }

    #[test]
    fn rules() {
        assert_eq!(Rule::parse("7d 5w 24m"), Some(Rule { days: 7, weeks: 5, months: 24 }));
        assert_eq!(Rule::parse("7d,5w,24m"), Rule::parse("7d 5w 24m"));
        for bad in ["", "7d", "7 5 24", "7d 5w 24y", "-1d 5w 24m", "7d 5w 99999m"] {
            assert_eq!(Rule::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn old_ones_thin_out() {
        let rule = Rule::parse("7d 5w 24m").expect("a rule");
        let today = NaiveDate::from_ymd_opt(2026, 3, 31).expect("a date");
        let mut all = Vec::new();
        // Twice a day for three years.
        for back in 0..1_095 {
            let date = today - Days::new(back);
            for hour in [9, 21] {
                all.push((date.and_hms_opt(hour, 0, 0).expect("a time"), format!("{date}-{hour}")));
            }
        }
        let spare: BTreeSet<String> = rule.spare(today, &all).into_iter().collect();
        let stays = |name: &str| !spare.contains(name);
        assert!(stays("2026-03-31-9") && stays("2026-03-25-9"), "all of a week");
        assert!(stays("2026-03-20-21") && !stays("2026-03-20-9"), "one a day, the last");
        assert!(stays("2025-11-30-21") && !stays("2025-11-29-21"), "one a month, the last");
        assert!(!stays("2023-12-31-21"), "two years are enough");
        assert_eq!(all.len() - spare.len(), 14 + 28 + 24 - 2, "7 days twice, 4 weeks more once, and the ends of the months before");
    }

    #[test]
    fn the_newest_never_goes() {
        let rule = Rule::parse("0d 0w 0m").expect("a rule");
        let today = NaiveDate::from_ymd_opt(2030, 1, 1).expect("a date");
        let all = [(at("2020-01-01 10:00"), "a"), (at("2020-01-02 10:00"), "b")];
        assert_eq!(rule.spare(today, &all), ["a"]);
    }
}
