namespace Edify.Rag.Hosting.Usage;

/// <summary>Money as the meter counts it: in millionths, so that it is added as exactly as everything else.</summary>
internal static class Money
{
    private const decimal Millionths = 1_000_000;

    public static long ToMillionths(decimal money) => (long)decimal.Round(money * Millionths, MidpointRounding.AwayFromZero);

    public static decimal FromMillionths(long amount) => amount / Millionths;
}
