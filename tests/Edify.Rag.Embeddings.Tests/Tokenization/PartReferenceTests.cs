using Edify.Rag.Embeddings.Tests.Tokenization.Reference;
using Edify.Rag.Tests.Shared.Tokenizers;

namespace Edify.Rag.Embeddings.Tests.Tokenization;

/// <summary>Each part by itself: a model without tokens shows where characters come from and where pieces end.</summary>
[Trait("Needs", "reference")]
public sealed class PartReferenceTests(ReferenceFixture fixture) : IClassFixture<ReferenceFixture>
{
    private const string None = "null";

    public static TheoryData<string> Normalizers =>
    [
        """{"type":"NFC"}""", """{"type":"NFD"}""", """{"type":"NFKC"}""", """{"type":"NFKD"}""", """{"type":"Lowercase"}""", """{"type":"StripAccents"}""",
        """{"type":"Strip","strip_left":true,"strip_right":true}""", """{"type":"Strip","strip_left":false,"strip_right":true}""", """{"type":"Nmt"}""",
        """{"type":"Prepend","prepend":"▁"}""", """{"type":"Prepend","prepend":"ab😀"}""",
        """{"type":"Replace","pattern":{"String":" "},"content":"▁"}""", """{"type":"Replace","pattern":{"String":"e"},"content":""}""",
        """{"type":"Replace","pattern":{"Regex":"\\s+"},"content":"<>"}""", """{"type":"Replace","pattern":{"Regex":"[aeiou]{1,2}"},"content":"😀!"}""",
        """{"type":"ByteLevel"}""",
        """{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":true,"lowercase":false}""",
        """{"type":"Sequence","normalizers":[{"type":"NFKD"},{"type":"StripAccents"},{"type":"Lowercase"},{"type":"NFC"}]}""",
        """{"type":"Sequence","normalizers":[{"type":"NFD"},{"type":"NFC"},{"type":"Strip","strip_left":true,"strip_right":false},{"type":"ByteLevel"}]}""",
    ];

    public static TheoryData<string> PreTokenizers =>
    [
        """{"type":"BertPreTokenizer"}""", """{"type":"Whitespace"}""", """{"type":"WhitespaceSplit"}""",
        """{"type":"Digits","individual_digits":true}""", """{"type":"Digits","individual_digits":false}""",
        """{"type":"Punctuation","behavior":"Isolated"}""", """{"type":"Punctuation","behavior":"Removed"}""", """{"type":"Punctuation","behavior":"Contiguous"}""",
        """{"type":"Punctuation","behavior":"MergedWithPrevious"}""", """{"type":"Punctuation","behavior":"MergedWithNext"}""",
        """{"type":"Split","pattern":{"String":" "},"behavior":"MergedWithPrevious","invert":false}""",
        """{"type":"Split","pattern":{"String":" "},"behavior":"MergedWithNext","invert":false}""",
        """{"type":"Split","pattern":{"Regex":"\\w+|[^\\w\\s]+"},"behavior":"Removed","invert":true}""",
        """{"type":"Split","pattern":{"Regex":"\\p{N}{1,3}(?=(?:\\p{N}{3})*(?!\\p{N}))"},"behavior":"Isolated","invert":false}""",
        """{"type":"Split","pattern":{"Regex":"(?<!\\p{L})\\p{Lu}+?|\\b[a-z]*+\\b|(?i:é|k|ſ)"},"behavior":"Isolated","invert":false}""",
        """{"type":"Split","pattern":{"Regex":"[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"},"behavior":"Isolated","invert":false}""",
        """{"type":"Split","pattern":{"Regex":"[\\p{Han}\\p{Hiragana}\\p{Katakana}]+|x*"},"behavior":"Isolated","invert":false}""",
        """{"type":"Split","pattern":{"Regex":"[!-/:-~&&[^a-z]]|^.|.$"},"behavior":"Contiguous","invert":false}""",
        """{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true}""", """{"type":"Metaspace","replacement":"▁","prepend_scheme":"first","split":true}""",
        """{"type":"Metaspace","replacement":"_","prepend_scheme":"never","split":true}""", """{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":false}""",
        """{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true,"use_regex":true}""", """{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true,"use_regex":false}""",
        """{"type":"Sequence","pretokenizers":[{"type":"Digits","individual_digits":true},{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true,"use_regex":true}]}""",
        """{"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},{"type":"Metaspace","replacement":"▁","prepend_scheme":"first","split":true},{"type":"Punctuation","behavior":"Isolated"}]}""",
    ];

    [Theory]
    [MemberData(nameof(Normalizers))]
    public void Characters_come_from_where_the_reference_says(string normalizer) => Compare(normalizer, None, wholePieces: false);

    [Theory]
    [MemberData(nameof(PreTokenizers))]
    public void Pieces_end_where_the_reference_says(string preTokenizer) => Compare(None, preTokenizer, wholePieces: true);

    [Theory]
    [MemberData(nameof(PreTokenizers))]
    public void Characters_of_pieces_come_from_where_the_reference_says(string preTokenizer) => Compare("""{"type":"NFKC"}""", preTokenizer, wholePieces: false);

    [Theory]
    [InlineData("wordpiece"), InlineData("unigram"), InlineData("unigram-bytes"), InlineData("gpt2"), InlineData("llama")]
    public void Ids_are_decoded_as_by_the_reference(string model)
    {
        var tokenizer = ModelTokenizer.Load(fixture.Models[model]);
        var buffer = new TokenBuffer();
        fixture.Reference.Load(fixture.Models[model]);
        var nasty = new NastyText(seed: 5, fixture.Models.Words);
        for (var i = 0; i < 40; i++)
        {
            tokenizer.Encode(nasty.Next(200), buffer);
            var ids = buffer.Ids.ToArray();
            foreach (var skip in (ReadOnlySpan<bool>)[true, false]) Assert.Equal(fixture.Reference.Decode(ids, skip), tokenizer.Decode(ids, skip));
        }
    }

    private void Compare(string normalizer, string preTokenizer, bool wholePieces)
    {
        var nasty = new NastyText(seed: 6, fixture.Models.Words);
        var texts = Enumerable.Range(0, 400).Select(i => nasty.Next(1 + (i % 150))).ToList();
        var file = fixture.Models.Write("part", TokenizerFile.Pieces(normalizer, preTokenizer, wholePieces));
        var comparison = new SideBySide(fixture.Reference, file).Compare(texts);
        Assert.True(comparison is { Texts: > 0, Differences: 0 }, $"{comparison.Differences} of {comparison.Texts} texts differ.\n{comparison.Told}");
    }
}
