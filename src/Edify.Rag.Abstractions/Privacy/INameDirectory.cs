namespace Edify.Rag;

/// <summary>The names that a school wants kept from others: those of its pupils, parents and staff.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public interface INameDirectory
{
    /// <summary>Another value whenever the names have changed. Asked with each text: it must cost next to nothing.</summary>
    long Version { get; }

    /// <summary>The names, such as "Anna Müller"; blank ones count for nothing.</summary>
    IEnumerable<string> ReadNames();
}
