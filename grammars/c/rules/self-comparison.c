int overlaps(struct range *a, struct range *b, double x) {
    if (a->start < b->end && b->start < b->start) return 1;
//                           ^^^^^^^^^^^^^^^^^^^ finds
    if (x != x) return 0; /* ok: the check for NaN */
    if (next(a)->x < next(a)->x) return 2; /* ok: two calls */
    return a->low == a->low;
//         ^^^^^^^^^^^^^^^^ finds
}
