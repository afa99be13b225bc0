namespace Edify.Rag.Vectors.Tests.Conformance;

/// <summary>How a store can be wrong.</summary>
public enum StoreFault
{
    None,

    /// <summary>One of several conditions is left out.</summary>
    DropsACondition,

    /// <summary>A negation is taken for what it negates.</summary>
    DropsNegations,

    /// <summary>Ranges have no upper end.</summary>
    DropsUpperBounds,

    /// <summary>Texts are compared without regard to case.</summary>
    FoldsCase,

    /// <summary>A search shows all of the tenant, whatever the scope admits.</summary>
    IgnoresScopes,

    /// <summary>A search shows other tenants' records, too.</summary>
    MixesTenants,

    /// <summary>Similarities lie in [0, 1], as some engines have them.</summary>
    ScalesSimilarities,

    /// <summary>The least similarity is left out.</summary>
    IgnoresMinSimilarity,

    /// <summary>A hybrid search is one by vector.</summary>
    ForgetsTheWords,

    /// <summary>Fused by the engine's own constant.</summary>
    FusesByAnotherConstant,

    /// <summary>Equal fused scores are in order of id.</summary>
    BreaksTiesByIdAlone,

    /// <summary>A search takes the vectors of any embedder.</summary>
    TakesVectorsOfAnyEmbedder,

    /// <summary>A collection of one embedder is taken for one of another.</summary>
    MixesEmbedders,

    /// <summary>Every hundredth record is missing from walks.</summary>
    SkipsInWalks,

    /// <summary>Records that are there are added once more, under another id.</summary>
    AppendsInsteadOfReplacing,

    /// <summary>A large call is cut.</summary>
    CutsLargeCalls,

    /// <summary>Long texts are cut.</summary>
    CutsTexts,

    /// <summary>Of several values of a field one is kept.</summary>
    KeepsOneValueOfMany,

    /// <summary>Integers go by way of a floating-point number.</summary>
    RoundsIntegers,

    /// <summary>Changes of fields are counted and not made.</summary>
    ForgetsFieldChanges,

    /// <summary>One of the deleted records stays.</summary>
    LeavesOneBehind,

    /// <summary>An alias is switched in two steps.</summary>
    SwitchesInTwoSteps,

    /// <summary>Nobody looks at tokens.</summary>
    NeverStops,
}
