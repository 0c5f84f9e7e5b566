int use(void) {
  struct box *box = make(1), other;
//^^^^^^^^^^ bindings: @type
//                  ^^^^^^^ bindings: @value
//                           ^^^^^ bindings: @name
  box_t lids[3];
//^^^^^ bindings: @type
//      ^^^^ bindings: @name
}
