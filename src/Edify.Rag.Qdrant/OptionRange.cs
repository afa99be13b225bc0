using System.Globalization;

namespace Edify.Rag.Qdrant;

/// <summary>What validators say of numbers.</summary>
internal static class OptionRange
{
    /// <summary>What is wrong with a number; <see langword="null"/> when nothing is, or when it is not set.</summary>
    public static string? Fault(int? value, int least, int most, string name) => value is null || (value >= least && value <= most)
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it must be between {least:N0} and {most:N0}.");
}
