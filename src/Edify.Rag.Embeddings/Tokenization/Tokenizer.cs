namespace Edify.Rag.Embeddings.Tokenization;

/// <summary>Cuts texts into the tokens of a model, as its author's tokenizer does.</summary>
/// <remarks>Immutable and safe for concurrent use. Unpaired surrogates are taken for U+FFFD.</remarks>
public sealed class Tokenizer : ITextTokenizer
{
    private readonly BasicWordPiece _wordPiece;

    private Tokenizer(BasicWordPiece wordPiece) => _wordPiece = wordPiece;

    /// <inheritdoc/>
    public string Fingerprint => _wordPiece.Fingerprint;

    /// <summary>Number of tokens that ids are given for, added ones included.</summary>
    public int VocabularySize => _wordPiece.Tokens.Count;

    /// <summary>The token that fills up shorter texts of a batch; <see langword="null"/> where the model has none.</summary>
    public int? PadTokenId => _wordPiece.Find("[PAD]");

    /// <summary>The most tokens the model takes, special ones included, by its <c>tokenizer_config.json</c>; <see langword="null"/> where it does not say.</summary>
    public int? ModelMaxLength { get; }

    /// <summary>Reads a tokenizer.</summary>
    /// <param name="path">A model's folder, a <c>tokenizer.json</c>, or the <c>vocab.txt</c> of a BERT.</param>
    /// <exception cref="RagConfigurationException">There is none, it is damaged, or it has a part that is not known here.</exception>
    public static Tokenizer Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = Directory.Exists(path) ? Path.Combine(path, "vocab.txt") : path;
        if (!File.Exists(file)) throw new RagConfigurationException($"There is no tokenizer at '{path}'; a folder needs a tokenizer.json or a vocab.txt.");
        return new(new(File.ReadAllBytes(file)));
    }

    /// <inheritdoc/>
    public int CountTokens(ReadOnlySpan<char> text)
    {
        var buffer = new TokenBuffer();
        Encode(text, buffer, addSpecialTokens: false);
        return buffer.Count;
    }

    /// <summary>Writes a text's tokens.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="into">Takes the tokens; what it held before is removed.</param>
    /// <param name="maxTokens">The most tokens to write, special ones included; the text is cut at its end.</param>
    /// <param name="addSpecialTokens">Whether to put around the text what the model expects, such as <c>[CLS]</c> and <c>[SEP]</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxTokens"/> leaves no room for the special tokens.</exception>
    public void Encode(ReadOnlySpan<char> text, TokenBuffer into, int maxTokens = int.MaxValue, bool addSpecialTokens = true)
    {
        ArgumentNullException.ThrowIfNull(into);
        into.Clear();
        _wordPiece.Encode(text, into, maxTokens, addSpecialTokens);
    }

    /// <summary>Writes the tokens of two texts that the model reads as one, such as a question and a passage.</summary>
    /// <param name="first">Any text.</param>
    /// <param name="second">Any text.</param>
    /// <param name="into">Takes the tokens; what it held before is removed.</param>
    /// <param name="maxTokens">The most tokens to write, special ones included.</param>
    /// <param name="truncation">Which text is cut when both are longer.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxTokens"/> leaves no room for the special tokens.</exception>
    public void EncodePair(
        ReadOnlySpan<char> first,
        ReadOnlySpan<char> second,
        TokenBuffer into,
        int maxTokens = int.MaxValue,
        PairTruncation truncation = PairTruncation.LongestFirst)
    {
        ArgumentNullException.ThrowIfNull(into);
        into.Clear();
        _wordPiece.EncodePair(first, second, into, maxTokens, truncation);
    }

    /// <summary>Writes the text that tokens stand for, as far as the model keeps it.</summary>
    /// <param name="ids">Tokens; numbers that the vocabulary does not have are left out.</param>
    /// <param name="skipSpecialTokens">Whether special tokens are left out.</param>
    public string Decode(ReadOnlySpan<int> ids, bool skipSpecialTokens = true) => _wordPiece.Decode(ids, skipSpecialTokens);

    /// <summary>A token's text in the vocabulary, such as <c>##ing</c>.</summary>
    /// <param name="id">Its number.</param>
    /// <exception cref="ArgumentOutOfRangeException">The vocabulary has no such number.</exception>
    public string TokenOf(int id) => (uint)id < (uint)_wordPiece.Tokens.Count
        ? _wordPiece.Tokens[id]
        : throw new ArgumentOutOfRangeException(nameof(id), id, "The vocabulary has no such token.");
}
