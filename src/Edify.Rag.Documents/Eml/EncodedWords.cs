using System.Text;
using System.Text.RegularExpressions;

namespace Edify.Rag.Documents.Eml;

/// <summary>Decodes the words of fields that are not ASCII: "=?utf-8?Q?Gr=C3=BC=C3=9Fe?=" (RFC 2047).</summary>
internal static partial class EncodedWords
{
    /// <summary>A field's value with its encoded words decoded; those that follow each other are joined, even within a character.</summary>
    /// <param name="text">The value as it stands in the file.</param>
    public static string Decode(string text)
    {
        if (!text.Contains("=?", StringComparison.Ordinal)) return text;
        var decoded = new StringBuilder();
        var pending = new List<byte>();
        var charset = string.Empty;
        var at = 0;
        foreach (Match word in Word().Matches(text))
        {
            var between = text.AsSpan(at, word.Index - at);
            var label = word.Groups["charset"].Value;
            var continues = at > 0 && between.IsWhiteSpace();
            if (!continues || !label.Equals(charset, StringComparison.OrdinalIgnoreCase)) Flush();
            if (!continues) decoded.Append(between);
            charset = label;
            var bytes = Encoding.ASCII.GetBytes(word.Groups["text"].Value);
            var isBase64 = word.Groups["encoding"].Value is "B" or "b";
            pending.AddRange(isBase64 ? TransferEncoding.FromBase64(bytes) : TransferEncoding.FromQuotedPrintable(bytes, isWord: true));
            at = word.Index + word.Length;
        }

        Flush();
        return decoded.Append(text.AsSpan(at)).ToString();

        void Flush()
        {
            if (pending.Count > 0) decoded.Append(MimeCharset.Decode([.. pending], charset));
            pending.Clear();
        }
    }

    // A charset may be followed by a language (RFC 2231).
    [GeneratedRegex(@"=\?(?<charset>[^?*\s]+)(\*[^?\s]*)?\?(?<encoding>[bBqQ])\?(?<text>[^?]*)\?=", RegexOptions.ExplicitCapture)]
    private static partial Regex Word();
}
