using Edify.Rag.Vectors.Lexical;
using FsCheck;
using FsCheck.Fluent;

namespace Edify.Rag.Vectors.Tests.Lexical;

public class WordFrequenciesTests
{
    [Fact]
    public void Words_are_counted_however_rows_are_spread_over_segments() =>
        Prop.ForAll<int>(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var corpus = new LexicalCorpus(seed);
            var texts = corpus.Texts(80);
            var terms = texts.ConvertAll(text => Tokens.Of(text, LexicalCorpus.Options));
            string[] words = ["THE", "atoms", "cell", "École", "математика", "数学", "B.12", "🎉", "unheard"];

            var counted = Count(corpus.Split(texts).Select(split => split.Segment), words);

            Assert.Equal(80, counted.Records);
            Assert.Equal(words.ToDictionary(word => word, word => (long)terms.Count(t => t.Contains(Tokens.Of(word, LexicalCorpus.Options).Single()))), counted.Frequencies);
        }).Check(Law.On(100));

    [Fact]
    public void A_word_of_several_terms_counts_as_often_as_the_rarest_of_them() =>
        Assert.Equal(1, Count([LexicalCorpus.Mutable(["数学教育", "数学", "数学", "教育"])], ["数学教育"]).Frequencies["数学教育"]);

    [Fact]
    public void A_word_without_a_term_is_left_out() =>
        Assert.Equal(["atom"], Count([LexicalCorpus.Mutable(["atom"])], ["", "?!", "atom"]).Frequencies.Keys);

    [Fact]
    public void Nothing_is_counted_in_nothing()
    {
        var counted = Count([], ["atom"]);

        Assert.Equal((0L, 0L), (counted.Records, counted.Frequencies["atom"]));
    }

    [Fact]
    public void Rows_that_a_writer_adds_meanwhile_are_not_counted()
    {
        var index = new MutableLexicalIndex(LexicalCorpus.Analyzer);
        index.Add(0, "atom");
        var snapshot = index.Snapshot();
        index.Add(1, "atom cells");

        Assert.Equal((1L, 1L, 0L), Numbers(snapshot));
        Assert.Equal((2L, 2L, 1L), Numbers(index.Snapshot()));
    }

    private static (long Records, long Atoms, long Cells) Numbers(ILexicalSegment segment) =>
        Count([segment], ["atom", "cells"]) is var counted ? (counted.Records, counted.Frequencies["atom"], counted.Frequencies["cells"]) : default;

    private static TermStatistics Count(IEnumerable<ILexicalSegment> segments, string[] words) =>
        WordFrequencies.Of([.. segments], LexicalCorpus.Analyzer, words);
}
