using System.Text;

namespace Edify.Rag.Documents.Text;

/// <summary>Encodings older than Unicode; what they cannot decode becomes U+FFFD, as in the others, and not a question mark.</summary>
internal static class CodePages
{
    private static readonly DecoderReplacementFallback Replacement = new("\uFFFD");

    /// <summary>An encoding that exists.</summary>
    /// <param name="codePage">Its number.</param>
    public static Encoding Get(int codePage) => CodePagesEncodingProvider.Instance.GetEncoding(codePage, EncoderFallback.ReplacementFallback, Replacement)!;

    /// <summary>The encoding of a name; <see langword="null"/> for one that nobody knows.</summary>
    /// <param name="label">The name, as registered by IANA.</param>
    public static Encoding? Find(string label) => CodePagesEncodingProvider.Instance.GetEncoding(label, EncoderFallback.ReplacementFallback, Replacement);
}
