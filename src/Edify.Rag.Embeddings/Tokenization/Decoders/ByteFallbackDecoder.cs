using System.Globalization;
using System.Text;

namespace Edify.Rag.Embeddings.Tokenization.Decoders;

/// <summary>Reads tokens such as <c>&lt;0x0A&gt;</c> as bytes, and these in a row as UTF-8.</summary>
internal sealed class ByteFallbackDecoder : TokenDecoder
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public override List<string> Apply(List<string> tokens)
    {
        var result = new List<string>(tokens.Count);
        var bytes = new List<byte>();
        foreach (var token in tokens)
        {
            if (token.Length == 6 && token.StartsWith("<0x", StringComparison.Ordinal) && token[5] == '>'
                && byte.TryParse(token.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                bytes.Add(value);
                continue;
            }

            Flush(bytes, result);
            result.Add(token);
        }

        Flush(bytes, result);
        return result;
    }

    private static void Flush(List<byte> bytes, List<string> into)
    {
        if (bytes.Count == 0) return;
        try
        {
            into.Add(Strict.GetString([.. bytes]));
        }
        catch (DecoderFallbackException)
        {
            foreach (var _ in bytes) into.Add("\uFFFD");
        }

        bytes.Clear();
    }
}
