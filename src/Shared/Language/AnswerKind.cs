namespace Edify.Rag.Shared.Language;

/// <summary>Kinds of things a question may want to know.</summary>
internal enum AnswerKind
{
    /// <summary>Anything else.</summary>
    Any,

    /// <summary>A sum of money.</summary>
    Amount,

    /// <summary>A number of something.</summary>
    Quantity,

    /// <summary>How long something takes.</summary>
    Duration,

    /// <summary>A day or date.</summary>
    Date,

    /// <summary>A year.</summary>
    Year,

    /// <summary>A time of the day.</summary>
    Hour,

    /// <summary>A colour.</summary>
    Colour,

    /// <summary>A person.</summary>
    Person,

    /// <summary>A place.</summary>
    Place,

    /// <summary>What something is called.</summary>
    Designation,

    /// <summary>What something is.</summary>
    Definition,
}

/// <summary>Whether evidence holds an answer of the kind that is asked for.</summary>
internal enum AnswerFit
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>Words alone do not tell.</summary>
    Unknown,

    /// <summary>It may: a bare number where a sum of money is asked for.</summary>
    Likely,

    /// <summary>It does.</summary>
    Sure,
}
