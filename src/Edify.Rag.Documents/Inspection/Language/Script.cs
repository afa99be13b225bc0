namespace Edify.Rag.Documents.Inspection.Language;

/// <summary>Scripts that tell languages apart.</summary>
internal enum Script
{
    /// <summary>None of the others.</summary>
    Other,

    /// <summary>Of most European languages, and of others.</summary>
    Latin,

    /// <summary>Of Russian and its neighbours.</summary>
    Cyrillic,

    /// <summary>Of Greek.</summary>
    Greek,

    /// <summary>Of Armenian.</summary>
    Armenian,

    /// <summary>Of Georgian.</summary>
    Georgian,

    /// <summary>Of Hebrew.</summary>
    Hebrew,

    /// <summary>Of Arabic, Persian and Urdu.</summary>
    Arabic,

    /// <summary>Of Hindi, Marathi and Nepali.</summary>
    Devanagari,

    /// <summary>Of Bengali.</summary>
    Bengali,

    /// <summary>Of Punjabi in India.</summary>
    Gurmukhi,

    /// <summary>Of Gujarati.</summary>
    Gujarati,

    /// <summary>Of Odia.</summary>
    Odia,

    /// <summary>Of Tamil.</summary>
    Tamil,

    /// <summary>Of Telugu.</summary>
    Telugu,

    /// <summary>Of Kannada.</summary>
    Kannada,

    /// <summary>Of Malayalam.</summary>
    Malayalam,

    /// <summary>Of Sinhala.</summary>
    Sinhala,

    /// <summary>Of Thai.</summary>
    Thai,

    /// <summary>Of Lao.</summary>
    Lao,

    /// <summary>Of Burmese.</summary>
    Myanmar,

    /// <summary>Of Amharic and Tigrinya.</summary>
    Ethiopic,

    /// <summary>Of Khmer.</summary>
    Khmer,

    /// <summary>Of Korean.</summary>
    Hangul,

    /// <summary>Of Japanese, beside Han.</summary>
    Kana,

    /// <summary>Of Chinese, and of Japanese beside Kana.</summary>
    Han,
}
