namespace Edify.Rag.Abstractions.Tests.Vectors;

public sealed class TermStatisticsTests
{
    private static readonly TermStatistics Statistics = new(1000, new Dictionary<string, long>());

    [Fact]
    public void The_rarer_the_greater()
    {
        long[] frequencies = [0, 1, 2, 10, 500, 999, 1000];
        var weights = frequencies.Select(Statistics.InverseFrequency).ToList();

        Assert.Equal(weights.OrderDescending(), weights);
        Assert.Equal(weights.Count, weights.Distinct().Count());
        Assert.Equal(Math.Log(1 + (990.5 / 10.5)), Statistics.InverseFrequency(10), 12);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 5)]
    [InlineData(-1, 5)]
    [InlineData(3, -7)]
    [InlineData(3, 4)]
    [InlineData(long.MaxValue, 1)]
    public void Numbers_that_cannot_be_still_give_a_weight(long records, long frequency) =>
        Assert.True(new TermStatistics(records, Statistics.Frequencies).InverseFrequency(frequency) is > 0 and < 100);
}
