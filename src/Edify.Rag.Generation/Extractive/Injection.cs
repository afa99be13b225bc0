using System.Text.RegularExpressions;

namespace Edify.Rag.Generation.Extractive;

/// <summary>Recognizes sentences that are meant for a language model: whoever hid them wants them repeated.</summary>
internal static partial class Injection
{
    /// <summary>Whether a sentence gives a model orders.</summary>
    public static bool IsAddressedToModel(string text) => Order.IsMatch(text);

    [GeneratedRegex(
        @"\b(?:ignore|disregard|forget|override)\b.{0,30}\b(?:all|any|your|system|previous|prior|above|earlier)\b.{0,30}\b(?:instructions?|prompts?|rules|guidelines)\b" +
        @"|\bsystem prompt\b|\byou are (?:now|an? (?:ai|assistant|language model))\b|\bas an ai\b|\bNO_ANSWER\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Order { get; }
}
