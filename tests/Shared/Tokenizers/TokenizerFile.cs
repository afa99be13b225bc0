using System.Text.Json.Nodes;

namespace Edify.Rag.Tests.Shared.Tokenizers;

/// <summary>Makes the <c>tokenizer.json</c> of all sorts of models.</summary>
internal static class TokenizerFile
{
    private const string Gpt2 = """{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true}""";
    private const string WholeBytes = """{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":false}""";
    private const string Qwen = """(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+""";
    private const string Llama3 = """(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+""";

    /// <summary>A WordPiece over BERT's vocabulary.</summary>
    public static JsonObject WordPiece(IReadOnlyList<string> tokens, string normalizer)
    {
        var vocabulary = new JsonObject();
        for (var i = 0; i < tokens.Count; i++) vocabulary[tokens[i]] = i;
        return Make(
            normalizer,
            """{"type":"BertPreTokenizer"}""",
            Bert(vocabulary),
            """{"type":"WordPiece","prefix":"##","cleanup":true}""",
            new JsonObject { ["type"] = "WordPiece", ["unk_token"] = "[UNK]", ["continuing_subword_prefix"] = "##", ["max_input_chars_per_word"] = 100, ["vocab"] = vocabulary },
            ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"],
            t => (int)vocabulary[t]!);
    }

    /// <summary>An empty Unigram, to be learnt.</summary>
    public static JsonObject Unigram(string charsmap, string preTokenizer, bool replacesSpaces = false)
    {
        var precompiled = $$"""{"type":"Precompiled","precompiled_charsmap":"{{charsmap}}"}""";
        var normalizer = replacesSpaces
            ? $$"""{"type":"Sequence","normalizers":[{"type":"Nmt"},{{precompiled}},{"type":"Strip","strip_left":false,"strip_right":true},{"type":"Replace","pattern":{"Regex":" {2,}"},"content":"▁"}]}"""
            : precompiled;
        return Make(normalizer, preTokenizer, "null", """{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true}""",
            new JsonObject { ["type"] = "Unigram", ["unk_id"] = null, ["vocab"] = new JsonArray(), ["byte_fallback"] = false }, [], _ => 0);
    }

    /// <summary>An empty BPE, to be learnt.</summary>
    public static JsonObject Bpe(string normalizer, string preTokenizer, string decoder) => Make(
        normalizer, preTokenizer, "null", decoder,
        new JsonObject
        {
            ["type"] = "BPE", ["dropout"] = null, ["unk_token"] = null, ["continuing_subword_prefix"] = null, ["end_of_word_suffix"] = null,
            ["fuse_unk"] = false, ["byte_fallback"] = false, ["ignore_merges"] = false, ["vocab"] = new JsonObject(), ["merges"] = new JsonArray(),
        },
        [], _ => 0);

    public static JsonObject Gpt2Bpe() => Bpe("null", Gpt2, Gpt2);

    public static JsonObject QwenBpe() => Bpe("""{"type":"NFC"}""", Split(Qwen), Gpt2);

    public static string Split(string pattern) =>
        $$"""{"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":"{{pattern}}"},"behavior":"Isolated","invert":false},{{WholeBytes}}]}""";

    public static string Llama3Split => Split(Llama3);

    /// <summary>A model with hardly a token: what it shows is where pieces and characters begin and end.</summary>
    public static JsonObject Pieces(string normalizer, string preTokenizer, bool wholePieces, string postProcessor = "null") => Make(
        normalizer, preTokenizer, postProcessor, "null",
        new JsonObject
        {
            ["type"] = "BPE", ["dropout"] = null, ["unk_token"] = "?", ["continuing_subword_prefix"] = null, ["end_of_word_suffix"] = null,
            ["fuse_unk"] = wholePieces, ["byte_fallback"] = false, ["vocab"] = new JsonObject { ["?"] = 0, [" "] = wholePieces ? null : 1 }, ["merges"] = new JsonArray(),
        },
        [], _ => 0);

    public static JsonObject Make(
        string normalizer, string preTokenizer, string postProcessor, string decoder, JsonObject model, string[] special, Func<string, int> id)
    {
        foreach (var empty in (model["vocab"] as JsonObject)?.Where(v => v.Value is null).Select(v => v.Key).ToArray() ?? []) ((JsonObject)model["vocab"]!).Remove(empty);
        return new()
        {
            ["version"] = "1.0",
            ["truncation"] = null,
            ["padding"] = null,
            ["added_tokens"] = new JsonArray([.. special.Select(t => Added(id(t), t, special: true, normalized: false))]),
            ["normalizer"] = JsonNode.Parse(normalizer),
            ["pre_tokenizer"] = JsonNode.Parse(preTokenizer),
            ["post_processor"] = JsonNode.Parse(postProcessor),
            ["decoder"] = JsonNode.Parse(decoder),
            ["model"] = model,
        };
    }

    public static JsonObject Added(int id, string content, bool special, bool normalized, bool single = false, bool left = false, bool right = false) => new()
    {
        ["id"] = id, ["content"] = content, ["single_word"] = single, ["lstrip"] = left, ["rstrip"] = right, ["normalized"] = normalized, ["special"] = special,
    };

    private static string Bert(JsonObject vocabulary)
    {
        var (cls, sep) = ((int)vocabulary["[CLS]"]!, (int)vocabulary["[SEP]"]!);
        return $$$"""
            {"type":"TemplateProcessing",
             "single":[{"SpecialToken":{"id":"[CLS]","type_id":0}},{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"[SEP]","type_id":0}}],
             "pair":[{"SpecialToken":{"id":"[CLS]","type_id":0}},{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"[SEP]","type_id":0}},
                     {"Sequence":{"id":"B","type_id":1}},{"SpecialToken":{"id":"[SEP]","type_id":1}}],
             "special_tokens":{"[CLS]":{"id":"[CLS]","ids":[{{{cls}}}],"tokens":["[CLS]"]},
                               "[SEP]":{"id":"[SEP]","ids":[{{{sep}}}],"tokens":["[SEP]"]}
             }
            }
            """;
    }
}
