using System.Text;
using Edify.Rag.Qdrant.Words;

namespace Edify.Rag.Qdrant.Tests.Words;

public sealed class WordVectorsTests
{
    private readonly WordVectors _words = new(averageWords: 4);

    // Records keep these numbers, so they stay as they are for ever.
    [Theory]
    [InlineData("geometri", 2677163306u)]
    [InlineData("学校", 3154967446u)]
    public void The_number_of_a_word_never_changes(string term, uint expected)
    {
        Assert.Equal(expected, TermHash.Of(term.AsSpan()));
        Assert.Equal(expected, TermHash.Of(Encoding.UTF8.GetBytes(term)));
    }

    [Fact]
    public void A_weight_is_that_of_bm25_without_how_rare_the_word_is()
    {
        var vector = _words.OfText("joule joule ibsen drama");

        Assert.Equal(3, vector.Terms.Length);
        Assert.Equal(vector.Terms.Order(), vector.Terms);
        Assert.Equal(Bm25(2, 4), WeightOf(vector, "joule"), 1e-6);
        Assert.Equal(Bm25(1, 4), WeightOf(vector, "ibsen"), 1e-6);
        Assert.Equal(Bm25(1, 8), WeightOf(_words.OfText("ibsen a b c d e f g"), "ibsen"), 1e-6);
    }

    [Fact]
    public void A_question_weighs_its_words_by_how_often_it_has_them_and_leaves_out_what_is_everywhere()
    {
        var vector = _words.OfQuestion("the joule of the joule and ibsen");

        Assert.Equal(2, vector.Terms.Length);
        Assert.Equal((2f, 1f), (WeightOf(vector, "joule"), WeightOf(vector, "ibsen")));
        Assert.True(_words.OfQuestion("?!").IsEmpty);
        Assert.False(_words.OfQuestion("to be or not to be").IsEmpty);
    }

    [Fact]
    public void A_text_and_a_question_meet_whatever_their_forms() =>
        Assert.Equal(_words.OfText("SCHOOLS").Terms, _words.OfQuestion("school's").Terms);

    private float WeightOf(WordVector vector, string word) => vector.Weights[Array.IndexOf(vector.Terms, _words.OfWord(word).Single())];

    private static double Bm25(int frequency, int length) => frequency / (frequency + (0.9 * (0.6 + (0.4 * length / 4))));
}
