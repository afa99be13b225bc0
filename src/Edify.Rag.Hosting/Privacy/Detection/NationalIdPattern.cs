namespace Edify.Rag.Hosting.Privacy.Detection;

/// <summary>How one number of a state is written and checked.</summary>
/// <param name="Rule">Its name: the country's two letters, a dash and the number's name, such as "DE-TaxId".</param>
/// <param name="Shape">How it is written.</param>
/// <param name="IsValid">Whether its characters, without separators, are such a number.</param>
/// <param name="Need">When it must be said that it is one.</param>
/// <param name="Context">The words that say it.</param>
internal sealed record NationalIdPattern(string Rule, NumberShape Shape, IdCheck IsValid, ContextNeed Need, ContextWords Context)
{
    /// <summary>The country's two letters.</summary>
    public string Country => Rule[..Math.Max(0, Rule.IndexOf('-', StringComparison.Ordinal))];
}

/// <summary>Whether characters, small letters and digits, are such a number.</summary>
internal delegate bool IdCheck(ReadOnlySpan<char> number);

/// <summary>When it must be said that a number is what it looks like.</summary>
internal enum ContextNeed
{
    /// <summary>Never: check digits and shape tell.</summary>
    Never,

    /// <summary>Where it is written without any separator.</summary>
    Bare,

    /// <summary>Always: too much looks like it.</summary>
    Always,
}
