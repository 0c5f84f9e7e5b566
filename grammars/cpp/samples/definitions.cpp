#include "a.h"
//        ^^^ imports: @module @wildcard
using std::string;
// <- imports: @import
//    ^^^ imports: @module scopes: @receiver
//         ^^^^^^ imports: @name scopes: @local.definition.import
using namespace std::chrono;
//    ^^^^^^^^^ imports: @wildcard
//              ^^^^^^^^^^^ imports: @module
namespace fs = std::filesystem;
//        ^^ imports: @alias scopes: @local.definition.import
//             ^^^^^^^^^^^^^^^ imports: @module

namespace 形::inner {
// <- symbols: @symbol.namespace scopes: @local.scope
//        ^^^^^^^^ symbols: @name
//                 ^ symbols: @body blocks: @block
using Vec = std::vector<int>;
// <- symbols: @symbol.type
//    ^^^ symbols: @name scopes: @local.definition.class
//               ^^^^^^ scopes: @member.reference
template <typename T, int N = 3> concept Big = sizeof(T) > N;
// <- symbols: @extent
//       ^^^^^^^^^^^^^^^^^^^^^^^ symbols: @type_parameters
//                 ^ scopes: @local.definition.class
//                        ^ scopes: @local.definition.parameter
//                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ symbols: @symbol.type
//                                       ^^^ symbols: @name
enum class Color : int { Red, Green = 2 };
// <- symbols: @symbol.enum
//                       ^^^ symbols: @symbol.enum_member @name
//                                    ^ symbols: @value
}

/// 箱。
template <typename T>
// <- symbols: @extent scopes: @local.scope
class EXPORT Box final : public Base<T>, private ns::Other {
// <- symbols: @symbol.class scopes: @local.scope
//           ^^^ symbols: @name scopes: @local.definition.class
//                              ^^^^^^^ symbols: @base
//                                               ^^^^^^^^^ symbols: @base
 public:
 // <- symbols: @symbol.access
  Box();
  // <- symbols: @symbol.constructor
  // <- symbols: @name
  explicit Box(T value, int n = 3) : value_(value) {}
  // <- symbols: @symbol.function
  //          ^^^^^^^^^^^^^^^^^^^^ symbols: @parameters
  //                        ^ scopes: @local.definition.parameter
  //                               ^^^^^^^^^^^^^^^ symbols: @body
  //                                 ^^^^^^ scopes: @local.reference
  virtual ~Box();
  //      ^^^^ symbols: @name
  virtual int area() const noexcept override = 0;
  // <- symbols: @symbol.function
  //      ^^^ symbols: @result
  //          ^^^^ symbols: @name scopes: @local.definition.function
  bool operator==(const Box& other) const { return true; }
  //   ^^^^^^^^^^ symbols: @name
  //                         ^^^^^ scopes: @local.definition.parameter
  //                                      ^^^^^^^^^^^^^^^^ symbols: @body
  operator bool() const;
  // <- symbols: @symbol.method
  // <- symbols: @name
  //       ^^^^ symbols: @result
  const T& get() & { return value_; }
  //    ^ symbols: @result
  //       ^^^ symbols: @name
  template <typename U> U cast(U&& from) const;
  // <- symbols: @extent
  //                      ^^^^ symbols: @name
  //                               ^^^^ scopes: @local.definition.parameter
 private:
  T value_;
  // <- symbols: @symbol.field
  // <- symbols: @type
  //^^^^^^ symbols: @name scopes: @local.definition.variable
  int &reference_;
  //   ^^^^^^^^^^ symbols: @name
};

template <typename T> Box<T>::~Box() {}
// <- symbols: @extent
//                    ^^^^^^ symbols: @container
//                            ^^^^ symbols: @name
std::string ns::Foo::bar(int a) { return ""; }
// <- symbols: @symbol.function
// <- symbols: @result
//          ^^ symbols: @container
//              ^^^ symbols: @container
//                   ^^^ symbols: @name
auto tail(int a) -> std::string { return ""; }
//                  ^^^^^^^^^^^ symbols: @result
int Foo::count = 3;
// <- symbols: @symbol.field
//  ^^^ symbols: @container
constexpr int kMax = 3;
// <- symbols: @symbol.constant
static std::string title = "題";
// <- symbols: @symbol.variable
struct Plain { int a; };
// <- symbols: @symbol.struct
#define CHECK(x) ((x) ? 1 : 2)
// <- symbols: @symbol.macro
