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
