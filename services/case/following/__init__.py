"""Following the child: how it fares by instruments, school, education, crime and substances."""
