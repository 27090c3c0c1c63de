// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>

#include <algorithm>

/// What the two programs that look at windows share.
namespace benchx {

/// The process that made a window, by _NET_WM_PID; 0 when it does not say.
inline long processOf(Display *display, Window window)
{
    const Atom property = XInternAtom(display, "_NET_WM_PID", False);
    Atom type = 0;
    int format = 0;
    unsigned long count = 0;
    unsigned long rest = 0;
    unsigned char *data = nullptr;
    XGetWindowProperty(display, window, property, 0, 1, False, XA_CARDINAL, &type, &format, &count, &rest, &data);
    const long process = data && count == 1 ? *reinterpret_cast<long *>(data) : 0;
    if (data)
        XFree(data);
    return process;
}

/// The largest visible top-level window of a process; 0 when there is none.
inline Window windowOf(Display *display, long process)
{
    Window root = 0;
    Window parent = 0;
    Window *children = nullptr;
    unsigned count = 0;
    XQueryTree(display, DefaultRootWindow(display), &root, &parent, &children, &count);
    Window best = 0;
    int largest = 0;
    for (unsigned i = 0; i < count; ++i) {
        XWindowAttributes attributes{};
        if (!XGetWindowAttributes(display, children[i], &attributes) || attributes.map_state != IsViewable
            || processOf(display, children[i]) != process)
            continue;
        if (attributes.width * attributes.height > largest) {
            largest = attributes.width * attributes.height;
            best = children[i];
        }
    }
    if (children)
        XFree(children);
    return best;
}

/// A window may go while it is looked at.
inline int ignoreError(Display *, XErrorEvent *)
{
    return 0;
}

} // namespace benchx
