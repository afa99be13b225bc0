namespace Edify.Rag.Ingester.Files;

/// <summary>Bytes as pictures have them, which no compression makes smaller.</summary>
internal sealed class Pictures(int seed)
{
    private const int PieceBytes = 48 * 1024;

    private readonly Random _random = new(seed);
    private readonly byte[] _piece = new byte[PieceBytes];

    /// <summary>So many bytes.</summary>
    public void Write(Stream output, long bytes)
    {
        for (var left = bytes; left > 0; left -= _piece.Length)
        {
            _random.NextBytes(_piece);
            output.Write(_piece, 0, (int)Math.Min(left, _piece.Length));
        }
    }

    /// <summary>So many bytes of base 64.</summary>
    public void WriteBase64(Stream output, long bytes)
    {
        for (var left = bytes; left > 0; left -= _piece.Length * 4 / 3)
        {
            _random.NextBytes(_piece);
            var text = System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(_piece));
            output.Write(text, 0, (int)Math.Min(left / 4 * 4, text.Length));
        }
    }
}
