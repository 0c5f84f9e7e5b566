<?php

namespace App\Models;
// <- symbols: @symbol.module
//        ^^^^^^^^^^ symbols: @name

use App\Contracts\Shape;
// <- imports: @import
//  ^^^^^^^^^^^^^ imports: @module
//                ^^^^^ imports: @name scopes: @local.definition.import
use Carbon as Time, App\Other;
//  ^^^^^^ imports: @module @name scopes: !local.definition.import
//            ^^^^ imports: @alias scopes: @local.definition.import
//                      ^^^^^ imports: @name scopes: @local.definition.import
use App\{Foo, Bar as Baz, Sub\Qux};
// <- imports: @import.group
//  ^^^ imports: @module
//       ^^^ imports: @name scopes: @local.definition.import
//                   ^^^ imports: @alias scopes: @local.definition.import
//                        ^^^ imports: @module
//                            ^^^ imports: @name scopes: @local.definition.import
use function App\helper;
//           ^^^ imports: @module
//               ^^^^^^ imports: @name scopes: @local.definition.import

require_once __DIR__ . '/boot.php';
// <- imports: @import
//                      ^^^^^^^^^ imports: @module
include ('色.php');
//        ^^^^^ imports: @module

const TOP = 3;
// <- symbols: @symbol.constant
//    ^^^ symbols: @name
//          ^ symbols: @value
define('LIMIT', TOP);
// <- symbols: @symbol.constant calls: @call
//      ^^^^^ symbols: @name
//              ^^^ symbols: @value scopes: @local.reference

/** 箱、 a box. */
#[Entity('boxes')]
// <- symbols: @symbol.class @decorator scopes: @local.scope
abstract class Box extends Base implements Shape, \Countable
//             ^^^ symbols: @name scopes: @local.definition.class
//                         ^^^^ symbols: @base scopes: @local.reference
//                                         ^^^^^ symbols: @base
//                                                ^^^^^^^^^^ symbols: @base
{
// <- symbols: @body blocks: @block
    use Loggable, \A\Sluggable { log as protected trace; }
    //  ^^^^^^^^ symbols: @base scopes: @local.reference
    //            ^^^^^^^^^^^^ symbols: @base
    //               ^^^^^^^^^ scopes: @member.reference
    //             ^ scopes: @receiver

    private const string KIND = 'box', OTHER = self::KIND;
    // <- symbols: @symbol.constant
    //            ^^^^^^ symbols: @type
    //                   ^^^^ symbols: @name
    //                                 ^^^^^ symbols: @name
    //                                         ^^^^ scopes: @receiver
    public static ?int $count = 0, $many;
    // <- symbols: @symbol.field
    //            ^^^^ symbols: @type
    //                  ^^^^^ symbols: @name
    //                 ^^^^^^ scopes: @local.definition.variable
    //                          ^ symbols: @value
    //                              ^^^^ symbols: @name
    #[Inject]
    // <- symbols: @decorator
    protected readonly array $items;
    //                        ^^^^^ symbols: @name
    public string $title { get => $this->items[0]; set(string $value) { $this->items = [$value]; } }
    //             ^^^^^ symbols: @name
    //                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ symbols: @body
    //                     ^^^^^^^^^^^^^^^^^^^^^^^ scopes: @local.scope
    //                                   ^^^^^ scopes: @member.reference
    //                            ^^^^^ scopes: @receiver

    public function __construct(private int $width, protected ?Foo $foo = null, int ...$rest)
    // <- symbols: @symbol.constructor scopes: @local.scope
    //              ^^^^^^^^^^^ symbols: @name scopes: @local.definition.function
    //                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ symbols: @parameters
    //                          ^^^^^^^^^^^^^^^^^^ symbols: @symbol.field
    //                          ^^^^^^^ symbols: @self
    //                                       ^^^^^ symbols: @name
    //                                      ^^^^^^ scopes: @local.definition.parameter
    //                                                        ^^^^ symbols: @type
    //                                                         ^^^ scopes: @local.reference
    //                                                                                 ^^^^^ scopes: @local.definition.parameter
    {
        parent::__construct();
        // <- calls: @call
        // <- calls: @receiver
        //      ^^^^^^^^^^^ calls: @name scopes: @member.reference
        //                 ^^ calls: @arguments
        self::$count++;
        //    ^^^^^^ scopes: @local.label
        //     ^^^^^ scopes: @member.reference
    }

    #[Pure]
    // <- symbols: @symbol.method @decorator
    abstract protected function area(int|float $a, A&B $b = new Foo(1)): static;
    //                          ^^^^ symbols: @name
    //                                                                   ^^^^^^ symbols: @result
    //                                         ^^ scopes: @local.definition.parameter
    //                                                      ^^^^^^^^^^ calls: @call
    //                                                          ^^^ calls: @name
}

interface Shape extends A, B
// <- symbols: @symbol.interface
//        ^^^^^ symbols: @name scopes: @local.definition.class
//                      ^ symbols: @base
//                         ^ symbols: @base
{
    public function area(): float;
    // <- symbols: @symbol.method
    //                      ^^^^^ symbols: @result
}

trait Loggable
// <- symbols: @symbol.class
//    ^^^^^^^^ symbols: @name scopes: @local.definition.class
{
    use Other;
    //  ^^^^^ symbols: @base
}

enum Suit: string implements HasLabel
// <- symbols: @symbol.enum
//   ^^^^ symbols: @name scopes: @local.definition.class
//                           ^^^^^^^^ symbols: @base
{
    case Hearts = 'H';
    // <- symbols: @symbol.enum_member
    //   ^^^^^^ symbols: @name
    //            ^^^ symbols: @value
    const Wild = self::Hearts;
    // <- symbols: @symbol.constant
    //                 ^^^^^^ scopes: @member.reference
}

#[Deprecated]
// <- symbols: @symbol.function @decorator
function helper(string $name, $rest = [1, 2]): ?array { return null; }
//       ^^^^^^ symbols: @name scopes: @local.definition.function
//                                             ^^^^^^ symbols: @result
//                                                    ^^^^^^^^^^^^^^^^ symbols: @body blocks: @block

$double = fn (int $x): int => $x * 2;
// <- symbols: @symbol.function @name
//            ^^^^^^ symbols: !symbol.field
//                     ^^^ symbols: @result
//                            ^^^^^^ symbols: @body
$total = $double(21);
// <- symbols: @symbol.variable @name
//       ^^^^^^^ calls: @name
?>
<p class="色"><?= $total ?></p>
