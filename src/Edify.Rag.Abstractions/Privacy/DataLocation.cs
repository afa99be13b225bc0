namespace Edify.Rag;

/// <summary>Where a part of a pipeline has texts handled. Language models and embedders give it by <c>GetService</c>, where they know.</summary>
/// <remarks>
/// A client that tells the address of its service by Microsoft.Extensions.AI's metadata need not give it. One of which nothing is known
/// counts as a service elsewhere.
/// </remarks>
public sealed record DataLocation
{
    private DataLocation(Uri? address, bool isInProcess) => (Address, IsInProcess) = (address, isInProcess);

    /// <summary>Within this process: nothing leaves it.</summary>
    public static DataLocation InProcess { get; } = new(null, isInProcess: true);

    /// <summary>Nobody knows where.</summary>
    public static DataLocation Unknown { get; } = new(null, isInProcess: false);

    /// <summary>Whether texts stay within this process.</summary>
    public bool IsInProcess { get; }

    /// <summary>Address of the service; <see langword="null"/> where there is none, or where it is not known.</summary>
    public Uri? Address { get; }

    /// <summary>At a service.</summary>
    /// <param name="address">Its absolute address, without secrets.</param>
    public static DataLocation At(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return new(address, isInProcess: false);
    }

    /// <inheritdoc/>
    public override string ToString() => IsInProcess ? "within this process" : Address?.Host is { Length: > 0 } host ? host : "an unknown place";
}
