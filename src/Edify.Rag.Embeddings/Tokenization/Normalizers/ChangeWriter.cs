using Edify.Rag.Embeddings.Tokenization.Text;

namespace Edify.Rag.Embeddings.Tokenization.Normalizers;

/// <summary>Writes code points with the numbers by which they change the text, the last of which may still change.</summary>
internal ref struct ChangeWriter(AlignedText text)
{
    private int _point = -1;
    private int _change;

    public void Write(int point, int change)
    {
        if (_point >= 0) text.Write(_point, _change);
        (_point, _change) = (point, change);
    }

    /// <summary>Leaves units as they are, the last of which is one code point; not where removals have moved what comes from where.</summary>
    /// <returns>Whether it was done.</returns>
    public bool Keep(int index, int units)
    {
        var consumed = text.Consumed;
        if (_point >= 0)
        {
            // What waits is written first, if that leads to where the units are.
            if (_change != 0 || consumed + (_point < 0x10000 ? 1 : 2) != index) return false;
            text.Write(_point, 0);
            _point = -1;
        }

        if (text.Consumed != index) return false;
        text.Keep(units - 1);
        Write(text.Chars[index + units - 1], 0);
        return true;
    }

    /// <summary>Writes code points in place of others.</summary>
    public void Replace(ReadOnlySpan<int> points, int replaced)
    {
        // More than before: the last ones are inserted. Fewer: the last one, whatever it belongs to, replaces the rest too.
        for (var i = 0; i < points.Length; i++) Write(points[i], i < replaced ? 0 : 1);
        if (points.Length < replaced && _point >= 0) _change -= replaced - points.Length;
    }

    public readonly void Finish()
    {
        if (_point >= 0) text.Write(_point, _change);
    }
}
