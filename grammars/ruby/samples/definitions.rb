# frozen_string_literal: true

require "json"
# <- imports: @import
#        ^^^^ imports: @module
require_relative "../箱"
# <- imports: @import
#                 ^^^^ imports: @module
require File.expand_path("lib/boot", __dir__)
# <- imports: @import
#                         ^^^^^^^^ imports: @module
autoload :Later, "app/later"
# <- imports: @import
#        ^^^^^^ imports: @name
#                 ^^^^^^^^^ imports: @module

# The whole.
module App
# <- symbols: @symbol.namespace scopes: @local.scope
#      ^^^ symbols: @name scopes: @local.definition.class
  module Util::Deep
  #      ^^^^ symbols: @container
  #            ^^^^ symbols: @name
  end

  # 箱、 a box.
  class Box < Base::Parent
  # <- symbols: @symbol.class scopes: @local.scope
  #     ^^^ symbols: @name scopes: @local.definition.class
  #           ^^^^^^^^^^^^ symbols: @base
  #           ^^^^ scopes: @receiver
  #                 ^^^^^^ scopes: @member.reference
    include Comparable, Enumerable
    # <- symbols: @body blocks: @block
    #       ^^^^^^^^^^ symbols: @base scopes: @local.reference
    #                   ^^^^^^^^^^ symbols: @base
    extend ActiveSupport::Concern
    #      ^^^^^^^^^^^^^^^^^^^^^^ symbols: @base

    MAX = 3
    # <- symbols: @symbol.constant @name scopes: @local.definition.class
    #     ^ symbols: @value
    FIRST, LAST = 1, 2
    #      ^^^^ symbols: @name
    @@count = 0
    # <- symbols: @symbol.field @name @self
    attr_accessor :width, "height"
    # <- symbols: @symbol.property
    #             ^^^^^^ symbols: @name
    #                      ^^^^^^ symbols: @name
    Point = Struct.new(:x, :y) do
    # <- symbols: @symbol.class @name
    #                  ^^ symbols: @symbol.property @name
    #                          ^^ symbols: @body
    end
    Failed = Class.new(StandardError)
    # <- symbols: @symbol.class @name
    #                  ^^^^^^^^^^^^^ symbols: @base

    # Makes one.
    def initialize(width, height = 2, *rest, key:, opt: 3, **others, &block)
    # <- symbols: @symbol.function scopes: @local.scope
    #   ^^^^^^^^^^ symbols: @name scopes: @local.definition.function
    #             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ symbols: @parameters
    #              ^^^^^ scopes: @local.definition.parameter
    #                     ^^^^^^ scopes: @local.definition.parameter
    #                                  ^^^^ scopes: @local.definition.parameter
    #                                              ^^^ scopes: @local.definition.parameter
    #                                                                 ^^^^^ scopes: @local.definition.parameter
      super(width)
      # <- calls: @call
      #    ^^^^^^^ calls: @arguments
      @width = width
      # <- symbols: @symbol.field @name @self
      @memo ||= {}
      # <- symbols: @symbol.field
      @left, @right = 1, 2
      #      ^^^^^^ symbols: @name
      $seen = true
      # <- symbols: @symbol.variable
    end

    def self.make(a, (b, c), ...) = new(a)
    # <- symbols: @symbol.function
    #        ^^^^ symbols: @name
    #                 ^ scopes: @local.definition.parameter
    #                               ^^^^^^ symbols: @body

    def ==(other) = width == other.width
    #   ^^ symbols: @name
    #                        ^^^^^^^^^^^ calls: @call
    #               ^^^^^ scopes: @local.reference
    def value=(v) ; end
    #   ^^^^^^ symbols: @name
    alias size width
    # <- symbols: @symbol.function
    #     ^^^^ symbols: @name
    alias_method :len, :size
    # <- symbols: @symbol.function
    #            ^^^^ symbols: @name
    define_method(:run) { |x| x }
    # <- symbols: @symbol.function
    #             ^^^^ symbols: @name
    #                     ^^^ symbols: @parameters

    class << self
    # <- symbols: @symbol.section scopes: @local.scope
      private
      # <- symbols: @symbol.access

      def hidden; end
      # <- symbols: @symbol.function
    end

    private def secret; end
    # <- symbols: @extent
    #           ^^^^^^ symbols: @name
    private :size, :len
    # <- symbols: @symbol.access
    #       ^^^^^ symbols: @name
  end
end

class App::Other; end
# <- symbols: @symbol.class
#     ^^^ symbols: @container
#          ^^^^^ symbols: @name
Mixin = Module.new do
# <- symbols: @symbol.namespace
end
def Other.build(x) end
# <- symbols: @symbol.method
#   ^^^^^ symbols: @container
App::LIMIT = 3
# <- symbols: @symbol.constant @container
