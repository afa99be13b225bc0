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
            case VectorFilter.AndFilter f: Append("and("); AddSorted(f.Operands, static (CanonicalFilter text, VectorFilter operand) => text.Add(operand)); break;
            case VectorFilter.OrFilter f: Append("or("); AddSorted(f.Operands, static (CanonicalFilter text, VectorFilter operand) => text.Add(operand)); break;
            case VectorFilter.NotFilter f: Append("not("); Add(f.Operand); Append(")"); break;
            default: throw new UnreachableException();
        }
    }

    public void Dispose() => ArrayPool<char>.Shared.Return(_buffer);

    private void AddSorted<T>(IReadOnlyList<T> items, Action<CanonicalFilter, T> add)
    {
        var parts = ArrayPool<(int Start, int Length)>.Shared.Rent(items.Count);
        var start = _length;
        for (var i = 0; i < items.Count; i++)
        {
            var from = _length;
            add(this, items[i]);
            parts[i] = (from, _length - from);
        }

        Sort(start, parts.AsSpan(0, items.Count));
        ArrayPool<(int Start, int Length)>.Shared.Return(parts);
        Append(")");
    }

    // The parts stand one behind the other; they are copied out in order and then back.
    private void Sort(int start, Span<(int Start, int Length)> parts)
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

    private void Add(FieldValue value)
    {
        var text = value.Kind == FieldKind.Text ? value.AsText() : value.ToString();
        AddNumber(text.Length + 2); // of the kind, one digit, and its colon
        AddNumber((int)value.Kind);
        Append(text);
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

    private readonly struct ByText(char[] buffer) : IComparer<(int Start, int Length)>
    {
        public int Compare((int Start, int Length) x, (int Start, int Length) y) =>
            buffer.AsSpan(x.Start, x.Length).SequenceCompareTo(buffer.AsSpan(y.Start, y.Length));
    }
}
