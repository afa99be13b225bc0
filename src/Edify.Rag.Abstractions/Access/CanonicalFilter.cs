using System.Buffers;

namespace Edify.Rag;

/// <summary>Writes a filter as one text that is the same for every order of its operands and values, into a buffer that goes back.</summary>
/// <remarks>Every text stands behind its length, so that no value can imitate the structure around it.</remarks>
internal sealed class CanonicalFilter : IDisposable
{
    private const int FirstLength = 2048;

    private char[] _buffer = ArrayPool<char>.Shared.Rent(FirstLength);
    private int _length;

    public ReadOnlySpan<char> Written => _buffer.AsSpan(0, _length);

    public void Add(VectorFilter filter)
    {
        switch (filter)
        {
            case VectorFilter.AllFilter: Append("all"); break;
            case VectorFilter.NoneFilter: Append("none"); break;
            case VectorFilter.EqualFilter f: Open("eq(", f.Field); Add(f.Value); Append(")"); break;
            case VectorFilter.AnyOfFilter f: Open("in(", f.Field); AddSorted(f.Values, static (CanonicalFilter text, FieldValue value) => text.Add(value)); break;
            case VectorFilter.RangeFilter f: Open("range(", f.Field); Add(f.From); Add(f.To); Append(")"); break;
            case VectorFilter.ExistsFilter f: Open("exists(", f.Field); Append(")"); break;
            case VectorFilter.AndFilter f: Append("and("); AddSorted(f.Operands, static (CanonicalFilter text, VectorFilter operand) => text.AddOperand(operand)); break;
            case VectorFilter.OrFilter f: Append("or("); AddSorted(f.Operands, static (CanonicalFilter text, VectorFilter operand) => text.AddOperand(operand)); break;
            case VectorFilter.NotFilter f: Append("not("); Add(f.Operand); Append(")"); break;
            default: throw new UnreachableException();
        }
    }

    public void Dispose() => ArrayPool<char>.Shared.Return(_buffer);

    /// <param name="items">What stands in no order that means anything.</param>
    /// <param name="add">Writes one of them, and tells where in its text begins what they are put in order by.</param>
    private void AddSorted<T>(IReadOnlyList<T> items, Func<CanonicalFilter, T, int> add)
    {
        var rented = ArrayPool<Part>.Shared.Rent(items.Count);
        var parts = rented.AsSpan(0, items.Count);
        var start = _length;
        for (var i = 0; i < items.Count; i++)
        {
            var from = _length;
            var key = add(this, items[i]);
            parts[i] = new(from, key, _length - from);
        }

        if (!IsSorted(parts)) Sort(start, parts);
        ArrayPool<Part>.Shared.Return(rented);
        Append(")");
    }

    // Most lists come in order.
    private bool IsSorted(ReadOnlySpan<Part> parts)
    {
        var order = new ByText(_buffer);
        for (var i = 1; i < parts.Length; i++)
        {
            if (order.Compare(parts[i - 1], parts[i]) > 0) return false;
        }

        return true;
    }

    // The parts stand one behind the other; they are copied out in order and then back.
    private void Sort(int start, Span<Part> parts)
    {
        parts.Sort(new ByText(_buffer));
        var sorted = ArrayPool<char>.Shared.Rent(_length - start);
        var length = 0;
        foreach (var part in parts)
        {
            _buffer.AsSpan(part.Start, part.Length).CopyTo(sorted.AsSpan(length));
            length += part.Length;
        }

        sorted.AsSpan(0, length).CopyTo(_buffer.AsSpan(start));
        ArrayPool<char>.Shared.Return(sorted);
    }

    private void Open(string what, string field)
    {
        Append(what);
        AddNumber(field.Length);
        Append(field);
    }

    private void Add(FieldValue? value)
    {
        if (value is { } v) Add(v);
        else Append("-");
    }

    // In order of what a value says, not of its length.
    private int Add(FieldValue value)
    {
        var text = value.Kind == FieldKind.Text ? value.AsText() : value.ToString();
        AddNumber(text.Length + 2); // of the kind, one digit, and its colon
        var key = _length;
        AddNumber((int)value.Kind);
        Append(text);
        return key;
    }

    private int AddOperand(VectorFilter operand)
    {
        var key = _length;
        Add(operand);
        return key;
    }

    private void AddNumber(int number)
    {
        Span<char> digits = stackalloc char[11];
        number.TryFormat(digits, out var written, default, CultureInfo.InvariantCulture);
        digits[written] = ':';
        Append(digits[..(written + 1)]);
    }

    private void Append(ReadOnlySpan<char> text)
    {
        if (text.Length > _buffer.Length - _length) Grow(text.Length);
        text.CopyTo(_buffer.AsSpan(_length));
        _length += text.Length;
    }

    private void Grow(int by)
    {
        var larger = ArrayPool<char>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + by));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<char>.Shared.Return(_buffer);
        _buffer = larger;
    }

    /// <param name="Start">Where its text begins.</param>
    /// <param name="Key">Where that part of its text begins that it is put in order by.</param>
    /// <param name="Length">Of all its text.</param>
    private readonly record struct Part(int Start, int Key, int Length)
    {
        public int End => Start + Length;
    }

    private readonly struct ByText(char[] buffer) : IComparer<Part>
    {
        public int Compare(Part x, Part y) => buffer.AsSpan(x.Key, x.End - x.Key).SequenceCompareTo(buffer.AsSpan(y.Key, y.End - y.Key));
    }
}
