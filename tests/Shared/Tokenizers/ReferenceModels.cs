using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Edify.Rag.Tests.Shared.Tokenizers;

/// <summary>A model of each kind, learnt by the reference from the questions of the conformance data.</summary>
/// <param name="reference">The reference; asked for when something is to be learnt.</param>
/// <param name="wordpiece">The conformance data of WordPiece.</param>
internal sealed class ReferenceModels(Func<ReferenceTokenizer> reference, string wordpiece) : IDisposable
{
    private const string Roberta = """{"type":"RobertaProcessing","sep":["</s>",2],"cls":["<s>",0],"trim_offsets":true,"add_prefix_space":false}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("edify-tokenizers-").FullName;
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public IReadOnlyList<string> Questions { get; } = [.. JsonDocument.Parse(File.ReadAllBytes(Path.Combine(wordpiece, "questions.json")))
        .RootElement.EnumerateArray().Select(q => q.GetProperty("text").GetString()!)];

    public IReadOnlyList<string> Words => [.. Questions.SelectMany(q => q.Split(' ')).Distinct()];

    /// <summary>The file of a model, by name.</summary>
    public string this[string name]
    {
        get
        {
            lock (_lock)
            {
                if (!_files.TryGetValue(name, out var file)) _files[name] = file = Write(name, Make(name));
                return file;
            }
        }
    }

    /// <summary>Writes a model of somebody's own.</summary>
    public string Write(string name, JsonObject model)
    {
        var file = Path.Combine(_folder, name + ".json");
        File.WriteAllText(file, model.ToJsonString(new JsonSerializerOptions { MaxDepth = 64 }));
        return file;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private JsonObject Make(string name) => name switch
    {
        "wordpiece" => WordPiece("""{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":true}"""),
        "wordpiece-cased" => WordPiece("""{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":false}"""),
        "wordpiece-accents" => WordPiece("""{"type":"BertNormalizer","clean_text":false,"handle_chinese_chars":false,"strip_accents":false,"lowercase":true}"""),
        "unigram" => WithUnknown(Learn(TokenizerFile.Unigram(
            Charsmap(), """{"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true}]}"""))),
        "unigram-t5" => WithUnknown(Learn(TokenizerFile.Unigram(
            Charsmap(), """{"type":"Metaspace","replacement":"▁","prepend_scheme":"first","split":true}""", replacesSpaces: true))),
        "unigram-bytes" => WithBytes(WithUnknown(Learn(TokenizerFile.Unigram(Charsmap(), """{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":false}""")))),
        "gpt2" => Roberted(WithAlphabet(Learn(TokenizerFile.Gpt2Bpe()))),
        "qwen" => WithAlphabet(Learn(TokenizerFile.QwenBpe())),
        "llama3" => Llama3(WithAlphabet(Learn(TokenizerFile.QwenBpe()))),
        "llama" => WithBytes(WithUnknown(Llama(Learn(TokenizerFile.Bpe("null", """{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true}""", "null"))))),
        "clip" => Learn(TokenizerFile.Bpe("""{"type":"Sequence","normalizers":[{"type":"NFC"},{"type":"Lowercase"}]}""", """{"type":"Whitespace"}""", "null"), suffix: "</w>"),
        _ => throw new ArgumentException($"There is no model '{name}'.", nameof(name)),
    };

    private JsonObject WordPiece(string normalizer) =>
        TokenizerFile.WordPiece(File.ReadAllLines(Path.Combine(wordpiece, "bert-vocab.txt")), normalizer);

    private string Charsmap() => (string)reference().Ask(new() { ["charsmap"] = "nmt_nfkc" })["base64"]!;

    private JsonObject Learn(JsonObject empty, string? suffix = null)
    {
        var name = Guid.NewGuid().ToString("N");
        var (before, after, texts) = (Write(name, empty), Path.Combine(_folder, name + "-learnt.json"), Path.Combine(_folder, name + ".txt"));
        File.WriteAllLines(texts, Questions, new UTF8Encoding(false));
        reference().Ask(new() { ["train"] = before, ["texts"] = new JsonArray(texts), ["into"] = after });
        var learnt = JsonNode.Parse(File.ReadAllText(after))!.AsObject();
        if (suffix is null) return learnt;

        // The learner knows no suffix: every character gets a twin that ends a word, and some words are merged to their ends.
        var model = learnt["model"]!.AsObject();
        var vocabulary = model["vocab"]!.AsObject();
        var merges = model["merges"]!.AsArray();
        (model["end_of_word_suffix"], model["unk_token"]) = (suffix, "<|endoftext|>");
        vocabulary["<|endoftext|>"] = vocabulary.Count;
        var tokens = vocabulary.Select(v => v.Key).ToList();
        foreach (var token in tokens) vocabulary[token + suffix] = vocabulary.Count;
        foreach (var merge in merges.ToList())
            if (merge is JsonArray pair) merges.Add(new JsonArray((string)pair[0]!, (string)pair[1]! + suffix));
        return learnt;
    }

    private static JsonObject WithUnknown(JsonObject file)
    {
        var model = file["model"]!.AsObject();
        if (model["vocab"] is JsonArray scored)
        {
            scored.Insert(0, new JsonArray("<unk>", 0.0));
            model["unk_id"] = 0;
        }
        else
        {
            model["vocab"]!["<unk>"] = model["vocab"]!.AsObject().Count;
            (model["unk_token"], model["fuse_unk"]) = ("<unk>", true);
        }

        return file;
    }

    private static JsonObject WithBytes(JsonObject file)
    {
        var model = file["model"]!.AsObject();
        model["byte_fallback"] = true;
        for (var b = 0; b < 256; b++)
        {
            if (model["vocab"] is JsonArray scored) scored.Add(new JsonArray($"<0x{b:X2}>", 0.0));
            else model["vocab"]![$"<0x{b:X2}>"] = model["vocab"]!.AsObject().Count;
        }

        return file;
    }

    // The learner keeps the bytes that it met.
    private static JsonObject WithAlphabet(JsonObject file)
    {
        var vocabulary = file["model"]!["vocab"]!.AsObject();
        for (var b = 0; b < 512; b++)
        {
            var isByte = b is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and < 0x100 + 68);
            if (isByte && !vocabulary.ContainsKey(((char)b).ToString())) vocabulary[((char)b).ToString()] = vocabulary.Count;
        }

        return file;
    }

    private static JsonObject Roberted(JsonObject file)
    {
        file["post_processor"] = JsonNode.Parse(Roberta);
        var next = file["model"]!["vocab"]!.AsObject().Count;
        file["added_tokens"] = new JsonArray(
            TokenizerFile.Added(next, "<|endoftext|>", special: true, normalized: false),
            TokenizerFile.Added(next + 1, "<mask>", special: true, normalized: false, left: true),
            TokenizerFile.Added(next + 2, "[MASK]", special: false, normalized: true, right: true),
            TokenizerFile.Added(next + 3, "don", special: false, normalized: true, single: true));
        return file;
    }

    private static JsonObject Llama(JsonObject file)
    {
        file["normalizer"] = JsonNode.Parse("""{"type":"Sequence","normalizers":[{"type":"Prepend","prepend":"▁"},{"type":"Replace","pattern":{"String":" "},"content":"▁"}]}""");
        file["pre_tokenizer"] = null;
        file["decoder"] = JsonNode.Parse(
            """{"type":"Sequence","decoders":[{"type":"Replace","pattern":{"String":"▁"},"content":" "},{"type":"ByteFallback"},{"type":"Fuse"},{"type":"Strip","content":" ","start":1,"stop":0}]}""");
        return file;
    }

    private static JsonObject Llama3(JsonObject file)
    {
        file["normalizer"] = null;
        file["pre_tokenizer"] = JsonNode.Parse(TokenizerFile.Llama3Split);
        file["model"]!["ignore_merges"] = true;
        file["post_processor"] = JsonNode.Parse("""{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true,"use_regex":true}""");
        return file;
    }
}
