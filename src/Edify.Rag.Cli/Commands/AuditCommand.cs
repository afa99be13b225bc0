using System.CommandLine;

namespace Edify.Rag.Cli.Commands;

/// <summary>Looks at the audit.</summary>
internal static class AuditCommand
{
    public static Command Create() => new("audit", "Check and export the audit: who asked, searched and changed what, and what they were shown.")
    {
        AuditVerifyCommand.Create(),
        AuditExportCommand.Create(),
    };
}
