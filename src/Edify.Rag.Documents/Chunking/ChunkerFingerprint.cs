using System.Globalization;

namespace Edify.Rag.Documents.Chunking;

/// <summary>Writes down what chunks depend on.</summary>
internal static class ChunkerFingerprint
{
    /// <summary>The fingerprint of a chunker: algorithm, what all chunkers share, and its own settings.</summary>
    /// <param name="algorithm">Name and version.</param>
    /// <param name="options">The options.</param>
    /// <param name="tokenizer">Counts tokens.</param>
    /// <param name="settings">What only this chunker has.</param>
    public static string Of(string algorithm, ChunkerOptions options, ITextTokenizer tokenizer, params ReadOnlySpan<string> settings) => string.Join(
        ':',
        [
            algorithm,
            Number(options.Size),
            options.Unit == ChunkUnit.Tokens ? tokenizer.Fingerprint : "characters",
            options.PrefixHeadings ? "prefixed" : "bare",
            Number(options.MaxOccurrences),
            .. settings,
        ]);

    /// <summary>A number, as fingerprints write it.</summary>
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
