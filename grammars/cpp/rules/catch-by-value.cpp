int run() {
    try { step(); } catch (std::runtime_error error) { return 1; }
//                         ^^^^^^^^^^^^^^^^^^^^^^^^ finds
    try { step(); } catch (const std::exception& error) { return 2; } // ok
    try { step(); } catch (int code) { return code; } // ok: not a class
    return 0;
}
