"""The vector type behind ``lanes``: as many numbers side by side as a register of the processor holds.

Only plumbing: which operators numba knows for it, and the instructions they become. The equations see nothing of
this; they use ``lanes``.
"""

import operator

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import intrinsic, lower_builtin, models, register_model

N_LANES, N_SHORT_LANES = 8, 16
# Fused multiply-add and signless zeros only: nothing that would let a NaN or an infinity be assumed away.
FLAGS = ("contract", "nsz")
_COMPARISONS = ((operator.gt, ">"), (operator.lt, "<"), (operator.ge, ">="), (operator.le, "<="))


class Lanes(types.Type):
    """Numba type of numbers side by side.

    Parameters
    ----------
    element : numba.types.Float
        Type of one number.
    n : int
        How many.
    """

    def __init__(self, element: types.Float, n: int) -> None:
        self.element = element
        self.n = n
        super().__init__(name=f"Lanes({element},{n})")


class LaneMask(types.Type):
    """Numba type of truth values side by side.

    Parameters
    ----------
    n : int
        How many.
    """

    def __init__(self, n: int) -> None:
        self.n = n
        super().__init__(name=f"LaneMask({n})")


def _element_ir(element):
    return ir.DoubleType() if element == types.float64 else ir.FloatType()


def _vector_ir(lanes):
    return ir.VectorType(_element_ir(lanes.element), lanes.n)


@register_model(Lanes)
class _LanesModel(models.PrimitiveModel):
    def __init__(self, manager, fe_type):
        super().__init__(manager, fe_type, _vector_ir(fe_type))


@register_model(LaneMask)
class _LaneMaskModel(models.PrimitiveModel):
    def __init__(self, manager, fe_type):
        super().__init__(manager, fe_type, ir.VectorType(ir.IntType(1), fe_type.n))


def _broadcast(builder, value, vector_type):
    undefined = ir.Constant(vector_type, ir.Undefined)
    first = builder.insert_element(undefined, value, ir.Constant(ir.IntType(32), 0))
    zeros = ir.Constant(ir.VectorType(ir.IntType(32), vector_type.count), [0] * vector_type.count)
    return builder.shuffle_vector(first, undefined, zeros)


def _as_lanes(context, builder, value, from_type, lanes):
    if isinstance(from_type, Lanes):
        return value
    return _broadcast(builder, context.cast(builder, value, from_type, lanes.element), _vector_ir(lanes))


def _is_scalar(t):
    return isinstance(t, types.Float | types.Integer | types.IntegerLiteral)


def _common_lanes(a, b):
    """Type of the result when at least one of two operands is in lanes, else None."""
    lanes = a if isinstance(a, Lanes) else b
    if not isinstance(lanes, Lanes):
        return None
    return lanes if all(t == lanes or _is_scalar(t) for t in (a, b)) else None


def _define_operator(op, emit, is_comparison=False):
    @infer_global(op)
    class _Typing(AbstractTemplate):
        def generic(self, args, kws):
            lanes = _common_lanes(*args) if len(args) == 2 else None
            if lanes is None:
                return None
            return signature(
                LaneMask(lanes.n) if is_comparison else lanes, *(types.unliteral(a) for a in args)
            )

    def lower(context, builder, sig, args):
        lanes = _common_lanes(*sig.args)
        left, right = (_as_lanes(context, builder, v, t, lanes) for v, t in zip(args, sig.args, strict=True))
        return emit(builder, left, right)

    for pair in (
        (Lanes, Lanes),
        (Lanes, types.Float),
        (types.Float, Lanes),
        (Lanes, types.Integer),
        (types.Integer, Lanes),
    ):
        lower_builtin(op, *pair)(lower)


_define_operator(operator.add, lambda b, x, y: b.fadd(x, y, flags=FLAGS))
_define_operator(operator.sub, lambda b, x, y: b.fsub(x, y, flags=FLAGS))
_define_operator(operator.mul, lambda b, x, y: b.fmul(x, y, flags=FLAGS))
_define_operator(operator.truediv, lambda b, x, y: b.fdiv(x, y, flags=FLAGS))
for _op, _symbol in _COMPARISONS:
    _define_operator(_op, (lambda s: lambda b, x, y: b.fcmp_ordered(s, x, y))(_symbol), is_comparison=True)


@infer_global(operator.neg)
class _NegativeTyping(AbstractTemplate):
    def generic(self, args, kws):
        return signature(args[0], args[0]) if isinstance(args[0], Lanes) else None


@lower_builtin(operator.neg, Lanes)
def _negative(context, builder, sig, args):
    zero = ir.Constant(args[0].type, [0.0] * args[0].type.count)
    return builder.fsub(zero, args[0], flags=FLAGS)


@intrinsic
def select_lanes(typingctx, mask, a, b):
    """Emit a choice by mask."""
    lanes = _common_lanes(a, b) or Lanes(types.float64, mask.n)
    sig = lanes(mask, types.unliteral(a), types.unliteral(b))

    def codegen(context, builder, sig, args):
        chosen = (_as_lanes(context, builder, args[i], sig.args[i], sig.return_type) for i in (1, 2))
        return builder.select(args[0], *chosen)

    return sig, codegen


@intrinsic
def and_lanes(typingctx, a, b):
    """Emit the conjunction of two masks."""
    return a(a, b), lambda context, builder, sig, args: builder.and_(*args)


@intrinsic
def or_lanes(typingctx, a, b):
    """Emit the disjunction of two masks."""
    return a(a, b), lambda context, builder, sig, args: builder.or_(*args)


@intrinsic
def sqrt_lanes(typingctx, a):
    """Emit the square root."""

    def codegen(context, builder, sig, args):
        vector = args[0].type
        bits = 64 if isinstance(vector.element, ir.DoubleType) else 32
        name = f"llvm.sqrt.v{vector.count}f{bits}"
        function = cgutils.get_or_insert_function(builder.module, ir.FunctionType(vector, [vector]), name)
        return builder.call(function, args)

    return a(a), codegen


def _vector_pointer(builder, pointer, index, lanes):
    """Pointer to the ``index``-th group of ``n`` numbers behind a pointer."""
    offset = builder.mul(index, ir.Constant(index.type, lanes.n))
    return builder.bitcast(builder.gep(pointer, [offset]), _vector_ir(lanes).as_pointer())


@intrinsic
def address_lanes(typingctx, array):
    """Emit the address of the first number of a flat array."""
    sig = types.CPointer(array.dtype)(array)

    def codegen(context, builder, sig, args):
        return context.make_array(sig.args[0])(context, builder, args[0]).data

    return sig, codegen


@intrinsic
def shift_lanes(typingctx, pointer, offset):
    """Emit an address some numbers further on."""
    sig = pointer(pointer, types.intp)
    return sig, lambda context, builder, sig, args: builder.gep(args[0], [args[1]])


@intrinsic
def read_scalar_lanes(typingctx, pointer, index):
    """Emit the load of one number."""
    sig = pointer.dtype(pointer, types.intp)
    return sig, lambda context, builder, sig, args: builder.load(builder.gep(args[0], [args[1]]))


@intrinsic
def write_scalar_lanes(typingctx, pointer, index, value):
    """Emit the store of one number."""
    sig = types.void(pointer, types.intp, pointer.dtype)

    def codegen(context, builder, sig, args):
        builder.store(args[2], builder.gep(args[0], [args[1]]))
        return context.get_dummy_value()

    return sig, codegen


@intrinsic
def load_lanes(typingctx, pointer, index, kind):
    """Emit the load of a row."""
    sig = kind(pointer, types.intp, kind)

    def codegen(context, builder, sig, args):
        row = _vector_pointer(builder, args[0], args[1], sig.return_type)
        return builder.load(row, align=sig.return_type.element.bitwidth // 8)

    return sig, codegen


@intrinsic
def store_lanes(typingctx, pointer, index, value):
    """Emit the store of a row."""
    sig = types.void(pointer, types.intp, value)

    def codegen(context, builder, sig, args):
        row = _vector_pointer(builder, args[0], args[1], sig.args[2])
        builder.store(args[2], row, align=sig.args[2].element.bitwidth // 8)
        return context.get_dummy_value()

    return sig, codegen


@intrinsic
def zero_lanes(typingctx, numbers):
    """Return zeros in as many lanes as the elements of an array allow; the *kind* of a fleet kernel."""
    n = N_LANES if numbers.dtype == types.float64 else N_SHORT_LANES
    lanes = Lanes(numbers.dtype, n)
    zeros = ir.Constant(_vector_ir(lanes), [0.0] * n)
    return lanes(numbers), lambda context, builder, sig, args: zeros
