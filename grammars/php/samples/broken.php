<?php
class Half
// <- symbols: @symbol.class
{
    public int $kept = 1;
    // <- symbols: @symbol.field
    function count( {
        call($kept;
    }

    function after() { $this->go(); }
    //       ^^^^^ symbols: @name
    //                        ^^ calls: @name
