namespace Edify.Rag;

/// <summary>Finds what names or identifies a person in a text.</summary>
/// <remarks>
/// Safe for concurrent use. Takes time in proportion to the text, whatever it holds. Looks only: what is done about it is decided by
/// who asks. It finds what looks like one of <see cref="PiiKind"/>, and no person by what is told about them.
/// </remarks>
public interface IPiiDetector
{
    /// <summary>The places, in order, none within or across another.</summary>
    /// <param name="text">Any text.</param>
    IReadOnlyList<PiiSpan> Detect(string text);
}

/// <summary>A place in a text that identifies a person.</summary>
/// <param name="Start">Where it begins, in UTF-16 units.</param>
/// <param name="Length">How long it is, in UTF-16 units, at least 1.</param>
/// <param name="Kind">What it is.</param>
public readonly record struct PiiSpan(int Start, int Length, PiiKind Kind)
{
    /// <summary>Where it ends, in UTF-16 units, not included.</summary>
    public int End => Start + Length;

    /// <summary>The rule that found it, such as "DE-TaxId"; <see langword="null"/> where there is one for the kind.</summary>
    public string? Rule { get; init; }
}

/// <summary>What identifies a person. Of two readings of one place, the kind that stands first here wins.</summary>
public enum PiiKind
{
    /// <summary>An address for electronic mail.</summary>
    Email,

    /// <summary>A bank account's IBAN (ISO 13616), checked by its check digits.</summary>
    Iban,

    /// <summary>A number of a payment card (ISO/IEC 7812), checked by its check digit.</summary>
    PaymentCard,

    /// <summary>A number that a state gives to a person.</summary>
    NationalId,

    /// <summary>A number to call.</summary>
    Phone,

    /// <summary>An address of the internet protocol, version 4 or 6.</summary>
    IpAddress,

    /// <summary>A date that is said to be somebody's day of birth.</summary>
    DateOfBirth,

    /// <summary>A name of the school's own list.</summary>
    Person,

    /// <summary>What a detector of one's own finds.</summary>
    Other,
}
