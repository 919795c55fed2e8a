//! The real program against `emupos`: a printer with drawer and a scale, simulated at the wire by people who
//! never saw this project. `tests/run` installs it (it needs Python 3.13).

mod counter;
mod printer;
mod scale;
