
namespace Edify.Rag.Embeddings.Tests.Tokenization;

public sealed class TokenizerTests : IDisposable
{
    private const string ByteBpe = """
        {"pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false},"decoder":{"type":"ByteLevel"},
         "model":{"type":"BPE","vocab":{"a":0,"b":1,"Ġ":2,"ab":3,"abab":4,"Ã":5,"©":6,"ï":7,"¿":8,"½":9},"merges":[["a","b"],["ab","ab"]]}}
        """;

    private const string Unigram = """
        {"pre_tokenizer":{"type":"Metaspace","replacement":"▁","prepend_scheme":"always"},
         "model":{"type":"Unigram","unk_id":0,"vocab":[["<unk>",0],["▁",-2],["a",-3],["b",-3],["ab",-4],["▁ab",-5],["abab",-7]]}}
        """;

    private readonly TemporaryDirectory _folder = new();
    private readonly TokenBuffer _buffer = new();

    public static TheoryData<string> Kinds => ["wordpiece", "unigram", "bpe"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_empty_text_has_no_tokens(string kind)
    {
        var tokenizer = Load(kind);
        Assert.Equal(0, tokenizer.CountTokens(string.Empty));
        tokenizer.Encode(string.Empty, _buffer, addSpecialTokens: false);
        Assert.Equal(0, _buffer.Count);
        tokenizer.EncodePair(string.Empty, string.Empty, _buffer);
        Assert.All(_buffer.SpecialTokensMask.ToArray(), Assert.True);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Half_a_surrogate_pair_is_taken_for_the_replacement_character(string kind)
    {
        var tokenizer = Load(kind);
        foreach (var (broken, whole) in new[] { ("ab\uD800ab", "ab\uFFFDab"), ("\uDC00\uD800", "\uFFFD\uFFFD"), ("ab \uD83D\uD83D\uDE00", "ab \uFFFD\uD83D\uDE00"), ("\uD800", "\uFFFD") })
        {
            tokenizer.Encode(whole, _buffer);
            var (ids, spans) = (_buffer.Ids.ToArray(), _buffer.Spans.ToArray());
            tokenizer.Encode(broken, _buffer);
            Assert.Equal(ids, _buffer.Ids.ToArray());
            Assert.Equal(spans, _buffer.Spans.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Ten_megabytes_have_the_tokens_of_their_parts(string kind)
    {
        var tokenizer = Load(kind);
        var part = "ab aba b. é ";
        var one = tokenizer.CountTokens(part + part) - tokenizer.CountTokens(part);
        var times = 5_000_000 / part.Length;
        var text = string.Concat(Enumerable.Repeat(part, times));
        Assert.Equal(tokenizer.CountTokens(part) + ((times - 1L) * one), tokenizer.CountTokens(text));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_word_of_millions_of_letters_comes_to_an_end(string kind)
    {
        var tokenizer = Load(kind);
        Assert.True(tokenizer.CountTokens(new string('a', 5_000_000)) > 0);
        Assert.True(tokenizer.CountTokens(string.Concat(Enumerable.Repeat("ab", 200_000))) > 0);
        Assert.True(tokenizer.CountTokens(new string('\u0301', 300_000)) >= 0);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Counting_allocates_nothing(string kind)
    {
        var tokenizer = Load(kind);
        var text = string.Concat(Enumerable.Repeat("ab abab é \uD83D\uDE00 [CLS] ｆｕｌｌ e\u0301 漢字. ", 50));

        // Code that is not optimized yet boxes what optimized code does not; it becomes so in the background, which other tests put off.
        var allocated = Allocated();
        for (var round = 0; round < 1_200 && allocated > 0; round++)
        {
            Thread.Sleep(50);
            allocated = Allocated();
        }

        Assert.Equal(0, allocated);

        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 20; i++) tokenizer.CountTokens(text);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Threads_do_not_disturb_each_other(string kind)
    {
        var tokenizer = Load(kind);
        var texts = Enumerable.Range(0, 200).Select(i => string.Concat(Enumerable.Repeat("ab ba é b. ", i % 17)) + i).ToArray();
        var expected = texts.Select(t => tokenizer.CountTokens(t)).ToArray();
        var found = new int[texts.Length];
        Parallel.For(0, 20 * texts.Length, i => found[i % texts.Length] = tokenizer.CountTokens(texts[i % texts.Length]));
        Assert.Equal(expected, found);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Counting_and_encoding_agree(string kind)
    {
        var tokenizer = Load(kind);
        foreach (var text in new[] { "ab", "é ab", "[CLS] ab", "abab   b", "\n\t", "ab\u0301" })
        {
            tokenizer.Encode(text, _buffer, addSpecialTokens: false);
            Assert.Equal(_buffer.Count, tokenizer.CountTokens(text));
        }
    }

    [Fact]
    public void Tokens_lie_where_they_came_from()
    {
        Load("wordpiece").Encode("É ab[MASK]", _buffer);
        Assert.Equal([2, 7, 5, 6, 4, 3], _buffer.Ids.ToArray());
        Assert.Equal([default, new(0, 1), new(2, 1), new(3, 1), new(4, 6), default], _buffer.Spans.ToArray());
        Assert.Equal([true, false, false, false, false, true], _buffer.SpecialTokensMask.ToArray());
    }

    [Fact]
    public void A_character_of_two_bytes_is_the_place_of_both_its_tokens()
    {
        Load("bpe").Encode("aé", _buffer);
        Assert.Equal([0, 5, 6], _buffer.Ids.ToArray());
        Assert.Equal([new(0, 1), new(1, 1), new(1, 1)], _buffer.Spans.ToArray());
    }

    [Theory]
    [InlineData(2, "2 3")]
    [InlineData(3, "2 5 3")]
    [InlineData(4, "2 5 6 3")]
    [InlineData(99, "2 5 6 5 3")]
    public void A_text_is_cut_to_the_most_tokens(int most, string expected)
    {
        Load("wordpiece").Encode("ab a", _buffer, most);
        Assert.Equal(expected, string.Join(' ', _buffer.Ids.ToArray()));
    }

    [Fact]
    public void No_room_for_the_special_tokens_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Load("wordpiece").Encode("ab", _buffer, maxTokens: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Load("wordpiece").EncodePair("ab", "ab", _buffer, maxTokens: 2));
        Assert.Throws<ArgumentNullException>(() => Load("wordpiece").Encode("ab", null!));
    }

    [Theory]
    [InlineData(PairTruncation.LongestFirst, 9, 3, 3)]
    [InlineData(PairTruncation.LongestFirst, 8, 2, 3)]
    [InlineData(PairTruncation.OnlyFirst, 9, 2, 4)]
    [InlineData(PairTruncation.OnlyFirst, 6, 0, 3)]
    [InlineData(PairTruncation.OnlySecond, 9, 4, 2)]
    [InlineData(PairTruncation.OnlySecond, 6, 3, 0)]
    [InlineData(PairTruncation.LongestFirst, 11, 4, 4)]
    public void A_pair_is_cut_where_it_is_told_to_be(PairTruncation truncation, int most, int first, int second)
    {
        Load("wordpiece").EncodePair("a a a a", "b b b b", _buffer, most, truncation);
        Assert.Equal(first, _buffer.Ids.ToArray().Count(id => id == 5));
        Assert.Equal(second, _buffer.Ids.ToArray().Count(id => id == 8));
        Assert.Equal(second + 1, _buffer.TypeIds.ToArray().Count(t => t == 1));
        Assert.True(_buffer.Count <= most);
    }

    [Fact]
    public void Decoding_gives_the_text_back()
    {
        Assert.Equal("ab a.", Load("wordpiece").Decode([2, 5, 6, 5, 9, 3]));
        Assert.Equal("[CLS] a", Load("wordpiece").Decode([2, 5, 12345, -1], skipSpecialTokens: false));
        Assert.Equal("abé\uFFFD", Load("bpe").Decode([3, 5, 6, 5]));
    }

    [Fact]
    public void A_number_that_the_vocabulary_lacks_is_refused()
    {
        Assert.Equal("##b", Load("wordpiece").TokenOf(6));
        Assert.Throws<ArgumentOutOfRangeException>(() => Load("wordpiece").TokenOf(10));
        Assert.Throws<ArgumentOutOfRangeException>(() => Load("wordpiece").TokenOf(-1));
    }

    private ModelTokenizer Load(string kind)
    {
        var (name, content) = kind switch
        {
            "wordpiece" => ("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\n##b\ne\nb\n.\n"),
            "unigram" => ("unigram.json", Unigram),
            _ => ("bpe.json", ByteBpe),
        };
        var file = Path.Combine(_folder.Path, name);
        File.WriteAllText(file, content);
        return ModelTokenizer.Load(file);
    }
}
