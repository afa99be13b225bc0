using Edify.Rag.Hosting.Caching;

namespace Edify.Rag.Hosting.Tests.Caching;

public sealed class KeyTermsTests
{
    [Theory]
    [InlineData("What is the late fee?", "Please tell me the late fee")]
    [InlineData("What is the late fee?", "what's the late fees")]
    [InlineData("Could you please show me the opening hours of the library", "opening hour of library?")]
    [InlineData("When does the first bell ring?", "when does first bell ring")]
    [InlineData("विलंब शुल्क क्या है?", "विलंब शुल्क क्या है")]
    public void Questions_that_differ_in_politeness_articles_and_number_are_the_same(string one, string other) => Assert.Equal(KeyTerms.Of(one), KeyTerms.Of(other));

    [Theory]
    [InlineData("What is the fee of grade 5?", "What is the fee of grade 6?")]
    [InlineData("May pupils leave early?", "May pupils not leave early?")]
    [InlineData("Who may leave?", "Who may never leave?")]
    [InlineData("Which pupils have no fee?", "Which pupils have a fee?")]
    [InlineData("Trains from Delhi to Agra", "Trains from Agra to Delhi")]
    [InlineData("Who is the head of science?", "Who is the head of maths?")]
    [InlineData("When is the exam?", "Where is the exam?")]
    [InlineData("What is an organ?", "What is an organization?")]
    [InlineData("What is C++?", "What is C#?")]
    [InlineData("What is -5 plus 3?", "What is 5 plus 3?")]
    [InlineData("Does the teacher pay the pupil?", "Does the pupil pay the teacher?")]
    [InlineData("Fees before March", "Fees after March")]
    [InlineData("What was the fee?", "What is the fee?")]
    [InlineData("año", "ano")]
    [InlineData("?", "!")]
    public void Questions_that_differ_in_what_decides_the_answer_are_not(string one, string other) => Assert.NotEqual(KeyTerms.Of(one), KeyTerms.Of(other));

    [Fact]
    public void Vectors_of_a_byte_a_dimension_keep_their_similarity()
    {
        var random = new Random(7);
        for (var trial = 0; trial < 200; trial++)
        {
            var (a, b) = (Vector(), Vector());
            for (var i = 0; i < b.Length; i++) b[i] += a[i] * (float)random.NextDouble() * 3;
            var exact = System.Numerics.Tensors.TensorPrimitives.CosineSimilarity(a, b);
            var asked = AskedBefore.Of(new("t", "s", "q", "g", "p"), KeyTerms.Of("q"), a);
            Assert.InRange(asked.SimilarityTo(b) - exact, -0.01, 0.01);
        }

        Assert.Equal(-1, AskedBefore.Of(new("t", "s", "q", "g", "p"), KeyTerms.Of("q"), Vector()).SimilarityTo(new float[3]));

        float[] Vector() => [.. Enumerable.Range(0, 384).Select(_ => (float)(random.NextDouble() - 0.5))];
    }
}
