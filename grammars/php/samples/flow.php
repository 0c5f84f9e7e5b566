<?php

function walk(array $many, $kind)
{
    static $memo = [];
    //     ^^^^^ scopes: @local.definition.variable
    global $app;
    //     ^^^^ scopes: @local.definition.variable @local.outer
    if ($kind instanceof Foo) {
    // <- blocks: @flow.branch
    //                   ^^^ scopes: @local.reference
        return FIRST;
        // <- blocks: @flow.return
        //     ^^^^^ scopes: @local.reference
    } elseif (is_null($kind)) {
   // ^^^^^^ blocks: @flow.branch
    //        ^^^^^^^ calls: @name scopes: @local.reference
        throw new \InvalidArgumentException("だめ");
        // <- blocks: @flow.raise
        //         ^^^^^^^^^^^^^^^^^^^^^^^^ blocks: @raised calls: @name
    }
    foreach ($many as $key => &$one) {
    // <- blocks: @flow.loop
    //                ^^^^ scopes: @local.definition.variable
    //                         ^^^^ scopes: @local.definition.variable
    //                               ^ blocks: @block
    }
    foreach ($many as [$left, 'q' => $right]) {}
    //                 ^^^^^ scopes: @local.definition.variable
    //                               ^^^^^^ scopes: @local.definition.variable
    for ($i = 0; $i < 3; $i++) {}
    // <- blocks: @flow.loop
    //   ^^ scopes: @local.definition.variable
    while ($i-- > 0): endwhile;
    // <- blocks: @flow.loop
    do { $i .= 'x'; } while (false);
    // <- blocks: @flow.loop
    //   ^^ scopes: @local.definition.variable
    try {
        $this->load();
        // <- calls: @call @receiver
        //     ^^^^ calls: @name scopes: @member.reference
    } catch (Foo | \Bar $error) {
   // ^^^^^ blocks: @flow.catch
    //                  ^^^^^^ scopes: @local.definition.variable
        throw $error;
        // <- blocks: @flow.raise
        //    ^^^^^^ blocks: !raised
    }
    switch ($kind) {
    // <- blocks: @flow.branch
    //             ^ blocks: @block
        case 1:
        // <- blocks: @flow.branch
            break;
    }
    $name = match (true) { $kind === Suit::Hearts => 'h', default => Cards\f() };
    //      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ blocks: @flow.branch
    //                               ^^^^ scopes: @receiver
    //                                     ^^^^^^ scopes: @member.reference
    //                                                               ^^^^^ calls: @receiver
    //                                                                     ^ calls: @name scopes: @member.reference
    $add = function (int $x) use ($many, &$memo): int { return $x; };
    // <- symbols: !symbol.function
    //                            ^^^^^ scopes: @local.definition.variable
    //                                    ^^^^^ scopes: @local.definition.variable
    $object?->first(...)->second->third();
    //        ^^^^^ calls: @name
    //                    ^^^^^^ scopes: @member.reference
    // <- calls: @receiver
    $made = new class(3) extends Foo { public function run() { namespace\go(); } };
    //                                                 ^^^ symbols: @name
    //                                                                   ^^ calls: @name
    yield $key => $name ? 1 : LAST;
    // <- blocks: @flow.yield
    //            ^^^^^^^^^^^^^^^^ blocks: @flow.branch
    //                        ^^^^ scopes: @local.reference
}
