using Edify.Rag.Embeddings.Tokenization.Models;
using Edify.Rag.Embeddings.Tokenization.Vocabulary;

namespace Edify.Rag.Embeddings.Tokenization.Loading;

/// <summary>Reads a BPE model of a <c>tokenizer.json</c>; its <c>dropout</c> is for training and is not used.</summary>
internal static class BpeReader
{
    public static (TokenModel Model, List<KeyValuePair<string, int>> Vocabulary) Read(JsonPart part)
    {
        var vocabulary = ModelReader.ReadVocabulary(part["vocab"]);
        var ids = new Dictionary<string, int>(vocabulary, StringComparer.Ordinal);
        var trie = new CharTrie(vocabulary);
        var options = ReadOptions(part, trie, ids);
        var merges = new List<(int Left, int Right, int Merged)>();
        var joined = new List<string>();
        foreach (var item in part["merges"].Items())
        {
            var (left, right) = ReadPair(item);
            var merged = left + (right.StartsWith(options.Prefix, StringComparison.Ordinal) ? right[options.Prefix.Length..] : right);
            merges.Add((Id(item, ids, left), Id(item, ids, right), Id(item, ids, merged)));
            joined.Add(merged);
        }

        return (new BpeModel(trie, vocabulary.Max(t => t.Value) + 1, new(merges), JointsOf(joined, merges, options), options), vocabulary);
    }

    private static BpeOptions ReadOptions(JsonPart part, CharTrie trie, Dictionary<string, int> ids)
    {
        var unknown = part["unk_token"];
        return new()
        {
            UnknownId = unknown.IsNull ? null : Id(unknown, ids, unknown.Text()),
            FusesUnknown = part["fuse_unk"].Flag(false),
            Bytes = part["byte_fallback"].Flag(false) ? ModelReader.ReadBytes(trie) : null,
            IgnoresMerges = part["ignore_merges"].Flag(false),
            Prefix = part["continuing_subword_prefix"].Text(string.Empty),
            Suffix = part["end_of_word_suffix"].Text(string.Empty),
        };
    }

    // Older files have both in one string, with a space between.
    private static (string Left, string Right) ReadPair(JsonPart item)
    {
        var parts = item.IsArray ? item.Items().Select(p => p.Text()).ToArray() : item.Text().Split(' ');
        return parts is [var left, var right] ? (left, right) : throw item.Fault("is not a pair of tokens");
    }

    private static int Id(JsonPart part, Dictionary<string, int> ids, string token) =>
        ids.TryGetValue(token, out var id) ? id : throw part.Fault($"needs the token '{token}', which the vocabulary does not have");

    // Words are cut only where symbols are characters of the text: not with marks of their own in the tokens, nor where bytes or
    // unknown ones are merged.
    private static PairFilter? JointsOf(List<string> joined, List<(int Left, int Right, int Merged)> merges, BpeOptions options)
    {
        if (options.Prefix.Length > 0 || options.Suffix.Length > 0) return null;
        var apart = new HashSet<int>(options.Bytes ?? []);
        apart.Remove(CharTrie.None);
        if (options.UnknownId is { } unknown) apart.Add(unknown);
        return merges.Any(m => apart.Contains(m.Left) || apart.Contains(m.Right)) ? null : new PairFilter(joined);
    }
}
