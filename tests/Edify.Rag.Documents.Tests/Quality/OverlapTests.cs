namespace Edify.Rag.Documents.Tests.Quality;

/// <summary>The measures that readers are judged by, on texts small enough to count by hand.</summary>
public class OverlapTests
{
    [Theory]
    [InlineData("a b c d", "d c b a", 1, 0)]
    [InlineData("a b c d", "a b c d", 1, 1)]
    [InlineData("a b", "a b c d", 0.6667, 0.5)]
    [InlineData("a a a", "a", 0.5, 0)]
    [InlineData("x", "y", 0, 1)]
    [InlineData("", "", 1, 1)]
    [InlineData("東京", "東 京", 1, 1)]
    [InlineData("ﬁne", "fine!", 1, 1)]
    public void Words_are_compared_as_a_bag_and_in_pairs(string found, string reference, double words, double pairs)
    {
        Assert.Equal(words, WordOverlap.F1(found, reference), 3);
        Assert.Equal(pairs, WordOverlap.BigramF1(found, reference), 3);
    }

    [Fact]
    public void An_article_is_compared_in_runs_of_four_words()
    {
        var overlap = new ArticleOverlap();
        overlap.Add("menu a b c d", "a b c d e");
        Assert.Equal((0.5, 0.5, 0.5), (overlap.Precision, overlap.Recall, overlap.F1));
        overlap.Add("a_b, c d-e", "a_b c d e");
        Assert.Equal((0.75, 0.75), (overlap.Precision, overlap.Recall));
        overlap.Add("", "a b c d");
        Assert.Equal((0.5, 3), (overlap.Recall, overlap.Pages));
    }

    [Fact]
    public void A_page_without_words_agrees_with_one_without_words()
    {
        var overlap = new ArticleOverlap();
        overlap.Add(" ", "");
        Assert.Equal(1, overlap.F1);
    }
}
