using System.IO.Compression;
using System.Text;

namespace Edify.Rag.Documents.Reading;

/// <summary>Inflates what there is of a compressed entry whose end is not at hand.</summary>
internal static class PartialInflation
{
    private const int MostBytes = 64 * 1024;

    /// <summary>The beginning of the entry as text, up to 64 KiB; empty when it cannot be inflated.</summary>
    /// <param name="deflated">The beginning of its compressed bytes, and perhaps more.</param>
    public static string TextOf(ReadOnlySpan<byte> deflated)
    {
        var text = new byte[MostBytes];
        var length = 0;
        try
        {
            using var inflating = new DeflateStream(new MemoryStream(deflated.ToArray()), CompressionMode.Decompress);
            for (int read; length < text.Length && (read = inflating.Read(text, length, text.Length - length)) > 0;) length += read;
        }
        catch (InvalidDataException)
        {
            // What was inflated before says enough, or nothing does.
        }

        return Encoding.Latin1.GetString(text, 0, length);
    }
}
