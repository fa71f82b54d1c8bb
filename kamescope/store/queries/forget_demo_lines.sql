DELETE FROM imports WHERE demo
