namespace Edify.Rag.Vectors.Embedded.Segments;

/// <summary>Something that several hold and that is freed when the last lets go; who made it is the first holder.</summary>
internal abstract class SharedResource
{
    private int _holders = 1;

    /// <summary>Holds it as well; <see langword="false"/> when it is already freed.</summary>
    public bool TryHold()
    {
        for (var holders = Volatile.Read(ref _holders); holders > 0;)
        {
            var seen = Interlocked.CompareExchange(ref _holders, holders + 1, holders);
            if (seen == holders) return true;
            holders = seen;
        }

        return false;
    }

    /// <summary>Lets go.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0) Free();
    }

    protected abstract void Free();
}
