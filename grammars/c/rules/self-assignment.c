void reset(struct point *p, int unused) {
    unused = unused; /* ok: silences a warning */
    p->left = p->left;
//  ^^^^^^^^^^^^^^^^^ finds
    p->left = p->right; /* ok */
    p[next()].left = p[next()].left; /* ok: two calls */
}
