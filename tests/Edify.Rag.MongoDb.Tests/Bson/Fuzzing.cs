namespace Edify.Rag.MongoDb.Tests.Bson;

/// <summary>Lets a reader have damaged bytes: it reads or refuses them, and takes no more memory than their number allows.</summary>
internal static class Fuzzing
{
    // What is allocated for a byte of a message at most: names and texts as strings, an empty document as an item of a list.
    private const int PerByte = 64;
    private const int Once = 64 * 1024;

    /// <summary>Whether they were read. Any error but a refusal, and too much memory, is a failure that shows the bytes.</summary>
    /// <param name="damaged">The bytes.</param>
    /// <param name="read">Reads them on this thread.</param>
    /// <param name="isRefusal">Whether an error says that the bytes are none.</param>
    /// <param name="ahead">Memory that may be taken before the bytes are looked at.</param>
    public static bool Reads(byte[] damaged, Action<byte[]> read, Func<Exception, bool> isRefusal, int ahead = 0)
    {
        var isRead = true;
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            read(damaged);
        }
        catch (Exception e) when (isRefusal(e))
        {
            isRead = false;
        }
        catch (Exception e)
        {
            Assert.Fail($"{e}\n{Convert.ToHexString(damaged)}");
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var allowed = ahead + Once + ((long)PerByte * damaged.Length);
        Assert.True(allocated <= allowed, $"{allocated} bytes of memory for {damaged.Length} bytes: {Convert.ToHexString(damaged)}");
        return isRead;
    }
}
