# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Drives the real window from outside, through the accessibility interface, as a user would."""
import re
import shutil
import subprocess
import sys
import tempfile
import time

import pyatspi
from gi.repository import GLib

LIMIT = 30  # seconds that anything may take on a busy machine
PAUSE = 0.05
# Raised by the accessibility interface if a part of the tree disappears while it is read. Other exceptions are errors of
# the test, and end it.
CHANGED = (GLib.Error, NotImplementedError)


def wait_for(what, condition, limit=LIMIT):
    """Returns the first true value of condition(); fails after `limit` seconds, with the last error."""
    end = time.monotonic() + limit
    trouble = None
    while time.monotonic() < end:
        try:
            value = condition()
            trouble = None
        except CHANGED as error:
            value = None
            trouble = error
        if value:
            return value
        time.sleep(PAUSE)
    raise AssertionError(f"waited in vain for {what}" + (f", last: {trouble!r}" if trouble else "")) from trouble


def showing(node):
    return node.getState().contains(pyatspi.STATE_SHOWING)


def tree(node, depth=0):
    yield depth, node
    for child in node:
        if child is not None:
            yield from tree(child, depth + 1)


class Window:
    """The window of a running socketscope; widgets are found by their accessible names."""

    def __init__(self, program, config, *arguments):
        self.process = subprocess.Popen([program, "--config", config, "--lang", "en", *arguments])
        self.root = wait_for("the window", self._find)
        # There is no window manager that would set the keyboard focus.
        subprocess.run(["xdotool", "search", "--sync", "--onlyvisible", "--pid", str(self.process.pid), "windowfocus"],
                       check=True)

    def enlarge(self, width, height):
        """Enlarges the window so that all panels are visible."""
        number = subprocess.check_output(["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)],
                                         text=True).split()[0]
        subprocess.run(["xdotool", "windowmove", number, "0", "0"], check=True)
        subprocess.run(["xdotool", "windowsize", number, str(width), str(height)], check=True)

    def _find(self):
        for application in pyatspi.Registry.getDesktop(0):
            if application and application.get_process_id() == self.process.pid and application.childCount > 0:
                return application[0]
        return None

    def close(self):
        """Ends the program as a user does; it must exit normally."""
        self.process.terminate()
        code = self.process.wait(LIMIT)
        assert code == 0, f"the window ended with {code}"

    def kill(self):
        """kill -9."""
        self.process.kill()
        self.process.wait(LIMIT)

    def tabs(self):
        """The titles of the tabs."""
        return [node.name for _, node in tree(self.root) if node.getRole() == pyatspi.ROLE_PAGE_TAB]

    def show_tab(self, title):
        self.find(title, pyatspi.ROLE_PAGE_TAB).queryAction().doAction(0)

    def find(self, name, role=None):
        """The visible widget with this name, or with a label of this name."""
        def look():
            for _, node in tree(self.root):
                if role and node.getRole() != role:
                    continue
                labels = [target.name for relation in node.getRelationSet()
                          if relation.getRelationType() == pyatspi.RELATION_LABELLED_BY
                          for target in (relation.getTarget(i) for i in range(relation.getNTargets())) if target]
                if (node.name == name or name in labels) and showing(node) and node.getRole() != pyatspi.ROLE_LABEL:
                    return node
            return None
        return wait_for(f"a widget called {name}", look)

    def text(self, name):
        return self.find(name).queryText().getText(0, -1)

    def press(self, name):
        node = self.find(name, pyatspi.ROLE_PUSH_BUTTON)
        node.queryAction().doAction(0)

    def type(self, name, text):
        node = self.find(name)
        if node.getRole() == pyatspi.ROLE_COMBO_BOX:  # an editable one: its field
            node = next(child for _, child in tree(node) if child.getRole() == pyatspi.ROLE_TEXT)
        node.queryEditableText().setTextContents(text)
        wait_for(f"{name} to hold what was typed", lambda: node.queryText().getText(0, -1) == text)

    def focus(self, name):
        node = self.find(name)
        node.queryComponent().grabFocus()
        wait_for(f"{name} to have the keyboard", lambda: node.getState().contains(pyatspi.STATE_FOCUSED))

    def keys(self, *keys):
        subprocess.run(["xdotool", "key", *keys], check=True)

    def choose(self, name, item):
        """Opens a combo box by a click and selects an entry by keys, as accessibility of Qt 6.4 cannot select it."""
        box = self.find(name, pyatspi.ROLE_COMBO_BOX)
        entries = [node.name for _, node in tree(box) if node.getRole() == pyatspi.ROLE_LIST_ITEM]
        place = box.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
        subprocess.run(["xdotool", "mousemove", str(place.x + place.width // 2), str(place.y + place.height // 2),
                        "click", "1"], check=True)
        wait_for(f"the list of {name}", lambda: any(
            showing(node) for _, node in tree(box) if node.getRole() == pyatspi.ROLE_LIST_ITEM))
        self.keys("Home", *["Down"] * entries.index(item), "Return")
        wait_for(f"{name} to be {item}", lambda: self.find(name, pyatspi.ROLE_COMBO_BOX).name == item)

    def log(self):
        return self.find("Log").queryText().getText(0, -1)

    def wait_log(self, *parts):
        """Waits until a line of the log holds all the parts, and returns it."""
        def look():
            return next((line for line in self.log().splitlines() if all(part in line for part in parts)), None)
        return wait_for(f"a line of the log with {parts}", look)

    def wait_counts(self, sent, received):
        """Waits until the status bar counts these bytes."""
        for name, count in (("Sent count", sent), ("Received count", received)):
            wait_for(f"{name} to be {count} bytes", lambda: re.search(rf"(?<!\d){count} B", self.text(name)))

    def dump(self):
        """The state after a failure: the accessibility tree and a picture of the screen."""
        if shutil.which("import"):  # ImageMagick's
            picture = tempfile.mkstemp(prefix="socketscope-window-", suffix=".png")[1]
            subprocess.run(["import", "-window", "root", picture], timeout=LIMIT, check=False)
            print("the screen:", picture, file=sys.stderr)
        for depth, node in tree(self.root):
            print("  " * depth, node.getRoleName(), repr(node.name), file=sys.stderr)
