class Reader {
    void read(String text) {
        try { parse(text); } catch (ParseException e) { }
//                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ finds
        try { parse(text); } catch (ParseException ignored) { } // ok
        try { parse(text); } catch (ParseException e) { /* plain text */ } // ok
        try { parse(text); } catch (ParseException e) { report(e); } // ok
    }
}
