/** A list of shapes. */
@observable
// <- symbols: @decorator
class Shapes extends React.Component {
//    ^^^^^^ symbols: @name scopes: @local.definition.class
//                   ^^^^^^^^^^^^^^^ symbols: @base
//                                   ^ symbols: @body
  static #count = 0;
  // <- symbols: @symbol.field
//       ^^^^^^ symbols: @name
//                ^ symbols: @value
  handle = (event) => this.update(event);
  // <- symbols: @symbol.function @name
//          ^^^^^ scopes: @local.definition.parameter
//                         ^^^^^^ calls: @name
  constructor(props) {
  // <- symbols: @symbol.function @name
//            ^^^^^ scopes: @local.definition.parameter
    super(props);
//  ^^^^^ calls: @name
    this.size = props.size;
//  ^^^^^^^^^^^^^^^^^^^^^^ symbols: @symbol.field
//  ^^^^ symbols: @self
//       ^^^^ symbols: @name
  }
  get area() { return 1; }
  // <- symbols: @symbol.property
//    ^^^^ symbols: @name
  @action async *walk() { yield 1; }
  // <- symbols: @decorator
//        ^^^^^ symbols: !symbol.function
}

const Card = ({ title }) => <Shapes name={title}><b>日本</b><ui.Icon /></Shapes>;
// <- symbols: @extent
//    ^^^^ symbols: @name
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ symbols: @symbol.function
//           ^^^^^^^^^^^ symbols: @parameters
//                          ^^^^^^^^^^^^^^^^^^^^^ calls: @call
//                           ^^^^^^ calls: @name
//                                                ^ calls: !name
//                                                         ^^ calls: @receiver
//                                                            ^^^^ calls: @name

const api = {
//    ^^^ symbols: @symbol.variable @name
  get(url) { return fetch(url); },
  // <- symbols: @symbol.method
  "put": async (url) => new Request(url),
  // <- symbols: @name @symbol.method
//                      ^^^^^^^^^^^^^^^^ calls: @call
//                          ^^^^^^^ calls: @name
  limit: 3,
  // <- symbols: @name @symbol.field
  nested: { deep: 1 },
  // <- symbols: @symbol.field
//          ^^^^ symbols: !name
};
export const places = Object.freeze({ home: "/", api });
//                                    ^^^^ symbols: @name
//                                    ^^^^^^^^^ symbols: @symbol.field
//                                               ^^^ symbols: @name @symbol.field
const app = create({ template: "" });
//                   ^^^^^^^^ symbols: !name

const Plain = class { };
//    ^^^^^^^^^^^^^^^^^ symbols: @symbol.class
function* numbers() {}
// <- symbols: @symbol.function
//        ^^^^^^^ scopes: @local.definition.function
