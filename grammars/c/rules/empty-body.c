int door(int closed) {
    if (closed);
//             ^ finds
    { close_door(); }
    if (closed) { close_door(); } /* ok */
    while (next_door()); /* ok: the condition does the work */
    if (closed) ; else open_door(); /* ok: both branches are written */
    return 0;
}
