function check(key, table, value) {
  if (!key in table) return 1;
//    ^^^^^^^^^^^^^ finds
  if (!value instanceof Map) return 2;
//    ^^^^^^^^^^^^^^^^^^^^^ finds
  if (!(key in table)) return 3; // ok
  return !value && key in table; // ok
}
