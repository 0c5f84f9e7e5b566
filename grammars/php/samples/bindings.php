<?php
function make($given) {
    $box = new Box("名");
//  ^^^^ bindings: @name
//         ^^^^^^^^^^^^ bindings: @value
    [$left, $right] = pair();
//  ^^^^^^^^^^^^^^^ bindings: @names
//                    ^^^^^^ bindings: @value
    foreach ($box->all() as $key => $item) {}
//           ^^^^^^^^^^^ bindings: @element
//                                  ^^^^^ bindings: @name
    try {} catch (Err $err) {}
//                ^^^ bindings: @type
//                    ^^^^ bindings: @name
    if ($given instanceof Box) {}
//      ^^^^^^ bindings: @name
//                        ^^^ bindings: @type
//                             ^^ bindings: @scope
    each(fn(Item $one) => $one->lid());
//       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ bindings: @scope
//          ^^^^ bindings: @type
//               ^^^^ bindings: @name
    return $box;
//         ^^^^ symbols: @returned
}
