#!/usr/bin/env python3
"""The window against its limits, in a virtual screen: start, scan to painted row, memory, idle.

    cargo build --release -p sokoguru && cargo bench -p sokoguru-app      # makes target/bench/shop.db
    pip install python-xlib && tests/bench/window.py

Not a test: it never fails, it tells each figure beside its limit. Keys go through XTEST as a wedge
scanner's would; a row is painted when the pixels of the total change.
"""

import os
import select
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from Xlib import X, XK, display
from Xlib.ext import damage, xtest

ROOT = Path(__file__).resolve().parent.parent.parent
TILL = ROOT / "target/release/sokoguru"
SHOP = ROOT / "target/bench/shop.db"
SCANS = 60
IDLE = 30


def tell(what, value, limit, unit="ms"):
    print(f"{what:<52} {value:>9.1f} {unit:<3} limit {limit:>7} ratio {value / limit:5.2f}", flush=True)


class Screen:
    """Xvfb with a window manager on a free display."""

    def __init__(self):
        read, write = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1024x768x24"], pass_fds=[write], stderr=subprocess.DEVNULL
        )
        os.close(write)
        number = os.read(read, 16).decode().strip()
        os.environ["DISPLAY"] = f":{number}"
        self.manager = subprocess.Popen(["openbox"], stderr=subprocess.DEVNULL)
        time.sleep(0.5)
        self.display = display.Display()
        self.root = self.display.screen().root
        self.display.damage_query_version()
        # Told of each drawing, not asked for it: looking takes processor time from the till.
        self.root.damage_create(damage.DamageReportRawRectangles)

    def pixels(self, x, y, width, height):
        return self.root.get_image(x, y, width, height, X.ZPixmap, 0xFFFFFFFF).data

    def key(self, name):
        keysym = XK.string_to_keysym(name)
        code = self.display.keysym_to_keycode(keysym)
        xtest.fake_input(self.display, X.KeyPress, code)
        xtest.fake_input(self.display, X.KeyRelease, code)
        self.display.sync()

    def changed(self, area, before, patience=3.0):
        """Milliseconds until the pixels of the area are others, looked at whenever something was drawn there."""
        begun = time.perf_counter()
        while (waited := time.perf_counter() - begun) < patience:
            if self.drawn(area, patience - waited):
                drawn = time.perf_counter()
                if self.pixels(*area) != before:
                    return (drawn - begun) * 1000
        return None

    def drawn(self, area, patience):
        """True when something was drawn over the area since the last call."""
        if not self.display.pending_events():
            select.select([self.display], [], [], patience)
        touched = False
        x, y, width, height = area
        while self.display.pending_events():
            event = self.display.next_event()
            if event.type == self.display.extension_event.DamageNotify:
                seen = event.area
                touched |= seen.x < x + width and x < seen.x + seen.width and seen.y < y + height and y < seen.y + seen.height
        return touched

    def end(self):
        for child in (self.manager, self.server):
            child.send_signal(signal.SIGTERM)
            child.wait()


def cpu_seconds(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(pid):
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0


def main():
    for needed in (TILL, SHOP):
        if not needed.exists():
            sys.exit(f"{needed} is not there; see the head of this file")
    folder = Path(tempfile.mkdtemp(prefix="sokoguru-bench-"))
    shop = folder / "shop.db"
    shutil.copy(SHOP, shop)
    shutil.copy(f"{SHOP}.key", f"{shop}.key")
    a_cashier(shop, folder)
    codes = [row[0][1:] for row in sqlite3.connect(shop).execute("SELECT code FROM barcode ORDER BY code LIMIT 20000")][:: 20000 // SCANS]
    screen = Screen()
    try:
        measure(screen, shop, codes)
    finally:
        screen.end()
        shutil.rmtree(folder)


def a_cashier(shop, folder):
    """A person to log in as: the hash comes from a sample shop that the till makes itself."""
    sample = folder / "sample.db"
    subprocess.run([TILL, "--db", sample, "init", "--sample"], check=True, stdout=subprocess.DEVNULL)
    source, target = sqlite3.connect(sample), sqlite3.connect(shop)
    for row in source.execute("SELECT id, role, pin_hash FROM staff WHERE id = 'siti'"):
        target.execute("INSERT OR REPLACE INTO staff (id, role, pin_hash) VALUES (?, ?, ?)", row)
    for row in source.execute("SELECT kind, id, name FROM person WHERE kind = 'staff' AND id = 'siti'"):
        target.execute("INSERT OR REPLACE INTO person (kind, id, name) VALUES (?, ?, ?)", row)
    # Receipts of the benchmark that nobody printed: a till that drains them is not idle.
    target.execute("DELETE FROM print_job")
    target.commit()


def measure(screen, shop, codes):
    everything = (0, 0, 1024, 768)
    empty = screen.pixels(*everything)
    begun = time.perf_counter()
    till = subprocess.Popen([TILL, "--db", shop], stderr=subprocess.DEVNULL)
    screen.changed(everything, empty)
    tell("start to first page, 1,000,000 past sale lines", (time.perf_counter() - begun) * 1000, 500)
    try:
        time.sleep(1.5)
        screen.key("F2")
        time.sleep(0.3)
        for digit in "2580":
            screen.key(digit)
            time.sleep(0.15)
        screen.key("Return")
        time.sleep(1.5)
        total = (880, 120, 120, 40)
        times = []
        for code in codes[:SCANS]:
            for digit in code:
                screen.key(digit)
                time.sleep(0.001)
            before = screen.pixels(*total)
            screen.drawn(total, 0)
            screen.key("Return")
            took = screen.changed(total, before)
            if took is None:
                print(f"  {code}: nothing was painted")
            else:
                times.append(took)
            # A quick cashier: two goods a second; the last row has stopped fading.
            time.sleep(0.45)
        times.sort()
        tell(f"Enter of a scan to painted total, p50 of {len(times)}", statistics.median(times), 10)
        tell("Enter of a scan to painted total, p95", times[int(len(times) * 0.95)], 20)
        tell("resident memory", resident(till.pid), 80, "MB")
        time.sleep(3)
        before = cpu_seconds(till.pid)
        time.sleep(IDLE)
        tell(f"idle processor, {IDLE} s", (cpu_seconds(till.pid) - before) / IDLE * 100, 0.2, "%")
    finally:
        till.kill()
        till.wait()


main()
