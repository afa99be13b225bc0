
namespace Edify.Rag.Embeddings.Tests.Tokenization;

public sealed class TokenizerLoadingTests : IDisposable
{
    private const string Model = """{"type":"WordPiece","unk_token":"[UNK]","continuing_subword_prefix":"##","max_input_chars_per_word":100,"vocab":{"[UNK]":0,"a":1,"##b":2}}""";

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_that_is_not_there_is_said_so() =>
        Assert.Contains("There is no tokenizer at", Refused(Path.Combine(_folder.Path, "nowhere")), StringComparison.Ordinal);

    [Fact]
    public void An_empty_folder_is_told_what_it_lacks() =>
        Assert.Contains("neither a tokenizer.json nor a vocab.txt", Refused(_folder.Path), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"model\":")]
    [InlineData("[]")]
    [InlineData("\0\0\0\0")]
    [InlineData("{\"model\":{\"type\":\"WordPiece\",\"vocab\":{\"a\":0}}} x")]
    public void A_damaged_file_is_named(string json)
    {
        var file = Write("tokenizer.json", json);
        Assert.Contains($"The file '{file}' is damaged", Refused(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"normalizer\":{\"type\":\"Shouting\"}", "'normalizer' is a normalizer of the type 'Shouting'")]
    [InlineData("\"normalizer\":{\"type\":\"Sequence\",\"normalizers\":[{\"type\":\"NFC\"},{\"type\":\"Odd\"}]}", "'normalizer.normalizers[1]' is a normalizer of the type 'Odd'")]
    [InlineData("\"normalizer\":{\"type\":\"Precompiled\",\"precompiled_charsmap\":\"AAA=\"}", "'normalizer.precompiled_charsmap' is damaged")]
    [InlineData("\"normalizer\":{\"type\":\"Precompiled\",\"precompiled_charsmap\":\"/////w==\"}", "'normalizer.precompiled_charsmap' is damaged")]
    [InlineData("\"normalizer\":{\"type\":\"Precompiled\",\"precompiled_charsmap\":\"*\"}", "'normalizer.precompiled_charsmap' is damaged")]
    [InlineData("\"normalizer\":{\"type\":\"Replace\",\"pattern\":{\"Regex\":\"(a\"},\"content\":\"b\"}", "a group without its end at 2")]
    [InlineData("\"normalizer\":{\"type\":\"Replace\",\"pattern\":{\"Regex\":\"\\\\p{Klingon}\"},\"content\":\"b\"}", "the property 'Klingon'")]
    [InlineData("\"normalizer\":{\"type\":\"Replace\",\"pattern\":{},\"content\":\"b\"}", "'normalizer.pattern' is neither a String nor a Regex")]
    [InlineData("\"normalizer\":{\"type\":\"Prepend\"}", "'normalizer.prepend' is missing")]
    [InlineData("\"normalizer\":\"NFC\"", "'normalizer.type' is missing")]
    [InlineData("\"pre_tokenizer\":{\"type\":\"Guessing\"}", "'pre_tokenizer' is a pre-tokenizer of the type 'Guessing'")]
    [InlineData("\"pre_tokenizer\":{\"type\":\"Split\",\"pattern\":{\"String\":\"a\"},\"behavior\":\"Lost\"}", "'pre_tokenizer.behavior' is 'Lost'")]
    [InlineData("\"pre_tokenizer\":{\"type\":\"Metaspace\",\"replacement\":\"ab\"}", "'pre_tokenizer.replacement' is not one character")]
    [InlineData("\"post_processor\":{\"type\":\"Afterthought\"}", "'post_processor' is a post-processor of the type 'Afterthought'")]
    [InlineData("\"post_processor\":{\"type\":\"TemplateProcessing\",\"single\":[{\"SpecialToken\":{\"id\":\"[X]\",\"type_id\":0}}],\"pair\":[]}", "names the token '[X]', which is not defined")]
    [InlineData("\"decoder\":{\"type\":\"Ring\"}", "'decoder' is a decoder of the type 'Ring'")]
    [InlineData("\"added_tokens\":[{\"content\":\"x\"}]", "'added_tokens[0].id' is missing")]
    [InlineData("\"added_tokens\":[{\"id\":-1,\"content\":\"x\"}]", "'added_tokens[0].id' is not a whole number of 0 or more")]
    [InlineData("\"added_tokens\":[{\"id\":3,\"content\":\"\\ud800\"}]", "'added_tokens[0].content' holds half of a surrogate pair")]
    public void A_part_that_is_unknown_or_wrong_is_named(string part, string expected)
    {
        var message = Refused(Write("tokenizer.json", $$"""{{{part}},"model":{{Model}}}"""));
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Theory]
    [InlineData("""{"type":"Telepathy"}""", "'model' is a model of the type 'Telepathy'")]
    [InlineData("""{"type":"WordPiece","vocab":{"a":0}}""", "'model.unk_token' is no token of the vocabulary")]
    [InlineData("""{"type":"WordPiece","vocab":{}}""", "'model.vocab' is empty")]
    [InlineData("""{"type":"WordPiece","vocab":{"[UNK]":2000000000}}""", "'model.vocab' has a number above")]
    [InlineData("""{"type":"WordPiece"}""", "'model.vocab' is missing")]
    [InlineData("""{"type":"Unigram","vocab":[["a",-1]]}""", "'model.unk_id' is missing")]
    [InlineData("""{"type":"Unigram","unk_id":7,"vocab":[["a",-1]]}""", "'model.unk_id' is no token of the vocabulary")]
    [InlineData("""{"type":"Unigram","unk_id":0,"vocab":[["a"]]}""", "'model.vocab[0]' is not a token and its score")]
    [InlineData("""{"type":"BPE","vocab":{"a":0,"b":1},"merges":["a b"]}""", "'model.merges[0]' needs the token 'ab'")]
    [InlineData("""{"type":"BPE","vocab":{"a":0},"merges":["a"]}""", "'model.merges[0]' is not a pair of tokens")]
    [InlineData("""{"type":"BPE","vocab":{"a":0},"merges":[],"unk_token":"u"}""", "'model.unk_token' needs the token 'u'")]
    public void A_model_that_is_unknown_or_wrong_is_named(string model, string expected) =>
        Assert.Contains(expected, Refused(Write("tokenizer.json", $$"""{"model":{{model}}}""")), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("[CLS]\n[SEP]\na\n", "has no unk_token '[UNK]'")]
    [InlineData("[UNK]\na\n", "has no cls_token '[CLS]'")]
    public void A_vocabulary_that_lacks_something_is_told(string vocabulary, string expected) =>
        Assert.Contains(expected, Refused(Write("vocab.txt", vocabulary)), StringComparison.Ordinal);

    [Fact]
    public void A_vocabulary_that_is_no_text_is_damaged()
    {
        var file = Path.Combine(_folder.Path, "vocab.txt");
        File.WriteAllBytes(file, [0xFF, 0xFE, 0, 0x80]);
        Assert.Contains("is not UTF-8", Refused(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_beside_a_vocabulary_say_how_it_is_used()
    {
        Write("vocab.txt", "<pad>\n[UNK]\n[CLS]\n[SEP]\nÉcole\nécole\necole\n");
        var plain = ModelTokenizer.Load(_folder.Path);
        Assert.Equal((null, null), (plain.PadTokenId, plain.ModelMaxLength));
        Assert.Equal([6], Ids(plain, "École"));

        Write("tokenizer_config.json", """{"do_lower_case":false,"pad_token":{"content":"<pad>"},"model_max_length":384}""");
        var cased = ModelTokenizer.Load(_folder.Path);
        Assert.Equal((0, 384), (cased.PadTokenId, cased.ModelMaxLength));
        Assert.Equal([4], Ids(cased, "École"));
        Assert.NotEqual(plain.Fingerprint, cased.Fingerprint);

        Write("tokenizer_config.json", """{"do_lower_case":true,"strip_accents":false,"model_max_length":1000000000000000019884624838656}""");
        var accented = ModelTokenizer.Load(_folder.Path);
        Assert.Null(accented.ModelMaxLength);
        Assert.Equal([5], Ids(accented, "École"));
    }

    [Fact]
    public void Damaged_settings_are_named()
    {
        Write("vocab.txt", "[UNK]\n[CLS]\n[SEP]\n");
        Write("tokenizer_config.json", "{");
        Assert.Contains("tokenizer_config.json' is damaged", Refused(_folder.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_tokenizer_json_goes_before_a_vocabulary()
    {
        Write("vocab.txt", "[UNK]\n[CLS]\n[SEP]\n");
        Write("tokenizer.json", $$"""{"model":{{Model}}}""");
        Assert.Equal([1, 2], Ids(ModelTokenizer.Load(_folder.Path), "ab"));
    }

    [Fact]
    public void The_same_files_have_the_same_fingerprint_anywhere()
    {
        var here = ModelTokenizer.Load(Write("vocab.txt", "[UNK]\n[CLS]\n[SEP]\na\n"));
        var there = ModelTokenizer.Load(Write("sub/vocab.txt", "[UNK]\n[CLS]\n[SEP]\na\n"));
        Assert.Equal(here.Fingerprint, there.Fingerprint);
        Assert.StartsWith("tokenizer/1:", here.Fingerprint, StringComparison.Ordinal);
        Assert.NotEqual(here.Fingerprint, ModelTokenizer.Load(Write("vocab.txt", "[UNK]\n[CLS]\n[SEP]\nb\n")).Fingerprint);
    }

    private static int[] Ids(ModelTokenizer tokenizer, string text)
    {
        var buffer = new TokenBuffer();
        tokenizer.Encode(text, buffer, addSpecialTokens: false);
        return buffer.Ids.ToArray();
    }

    private static string Refused(string path) => Assert.Throws<RagConfigurationException>(() => ModelTokenizer.Load(path)).Message;

    private string Write(string name, string content)
    {
        var file = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        return file;
    }
}
