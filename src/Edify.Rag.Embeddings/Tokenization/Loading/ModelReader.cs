using System.Globalization;
using Edify.Rag.Embeddings.Tokenization.Models;
using Edify.Rag.Embeddings.Tokenization.Vocabulary;

namespace Edify.Rag.Embeddings.Tokenization.Loading;

/// <summary>Reads the model of a <c>tokenizer.json</c>.</summary>
internal static class ModelReader
{
    private const int MostTokens = 10_000_000;

    /// <summary>The model, and its vocabulary.</summary>
    public static (TokenModel Model, List<KeyValuePair<string, int>> Vocabulary) Read(JsonPart part)
    {
        var type = part["type"].IsNull ? Guess(part) : part.Type;
        return type switch
        {
            "WordPiece" => ReadWordPiece(part),
            "Unigram" => ReadUnigram(part),
            "BPE" => BpeReader.Read(part),
            _ => throw part.Unknown("model"),
        };
    }

    /// <summary>A vocabulary as an object of tokens and numbers.</summary>
    public static List<KeyValuePair<string, int>> ReadVocabulary(JsonPart part)
    {
        var vocabulary = part.Members().Select(m => KeyValuePair.Create(m.Key, m.Value.Number())).ToList();
        if (vocabulary.Count == 0) throw part.Fault("is empty");
        if (vocabulary.Max(t => t.Value) > MostTokens) throw part.Fault($"has a number above {MostTokens.ToString(CultureInfo.InvariantCulture)}");
        return vocabulary;
    }

    /// <summary>The tokens of the 256 bytes, <see cref="CharTrie.None"/> for those that there are not.</summary>
    public static int[] ReadBytes(CharTrie trie) => [.. Enumerable.Range(0, 256).Select(b => trie.Find($"<0x{b:X2}>"))];

    private static string Guess(JsonPart part) => !part["merges"].IsNull ? "BPE" : part["vocab"].IsArray ? "Unigram" : "WordPiece";

    private static (TokenModel Model, List<KeyValuePair<string, int>> Vocabulary) ReadWordPiece(JsonPart part)
    {
        var vocabulary = ReadVocabulary(part["vocab"]);
        var trie = new CharTrie(vocabulary);
        var unknown = trie.Find(part["unk_token"].Text("[UNK]"));
        if (unknown < 0) throw part["unk_token"].Fault("is no token of the vocabulary");
        var model = new WordPieceModel(trie, unknown, part["continuing_subword_prefix"].Text("##"), part["max_input_chars_per_word"].OptionalNumber() ?? 100);
        return (model, vocabulary);
    }

    private static (TokenModel Model, List<KeyValuePair<string, int>> Vocabulary) ReadUnigram(JsonPart part)
    {
        var vocabulary = new List<KeyValuePair<string, int>>();
        var scores = new List<double>();
        foreach (var entry in part["vocab"].Items())
        {
            if (entry.Items().ToArray() is not [var token, var score]) throw entry.Fault("is not a token and its score");
            vocabulary.Add(KeyValuePair.Create(token.Text(), vocabulary.Count));
            scores.Add(score.Real());
        }

        if (vocabulary.Count == 0) throw part["vocab"].Fault("is empty");
        var trie = new CharTrie(vocabulary);
        var bytes = part["byte_fallback"].Flag(false) ? ReadBytes(trie) : null;
        var unknown = part["unk_id"].OptionalNumber();
        if (unknown >= vocabulary.Count) throw part["unk_id"].Fault("is no token of the vocabulary");
        if (unknown is null && (bytes is null || bytes.Contains(CharTrie.None))) throw part["unk_id"].Fault("is missing");
        return (new UnigramModel(trie, [.. scores], unknown, bytes), vocabulary);
    }
}
